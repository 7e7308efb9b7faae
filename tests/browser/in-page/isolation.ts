const outside = 'https://example.com/';

/** What the platform grants and refuses a served page. */
export async function isolation(): Promise<{ isolated: boolean; outsideFetch: string }> {
  const outsideFetch = await fetch(outside).then(() => 'allowed', () => 'refused');
  return { isolated: crossOriginIsolated, outsideFetch };
}
