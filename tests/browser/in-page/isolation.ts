const outside = 'https://example.com/';

/** What the platform grants and refuses a served page and its workers. */
export async function isolation(): Promise<{ isolated: boolean; outsideFetch: string; workerFetch: string }> {
  const outsideFetch = await fetch(outside).then(() => 'allowed', () => 'refused');
  const worker = new Worker(new URL('./outside.worker.ts', import.meta.url), { type: 'module' });
  const workerFetch = await new Promise<string>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<string>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(outside);
  });
  worker.terminate();
  return { isolated: crossOriginIsolated, outsideFetch, workerFetch };
}
