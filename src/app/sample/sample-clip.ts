import photo1 from '@vladmandic/face-api/demo/sample6.jpg?url';
import photo2 from '@vladmandic/face-api/demo/sample3.jpg?url';
import photo3 from '@vladmandic/face-api/demo/sample5.jpg?url';
import { moved } from '../../rpc/expose-worker.ts';
import type { SampleApi } from '../../rpc/worker-apis.ts';
import { WorkerLink } from '../../rpc/worker-link.ts';

/** Makes the sample clip from photographs that a package ships; drawn and encoded in a worker of its own. */
export async function makeSampleClip(): Promise<File> {
  const photos = await Promise.all([photo1, photo2, photo3].map(loadPhoto));
  const link = new WorkerLink<SampleApi>(new Worker(new URL('../../../workers/sample.worker.ts', import.meta.url), { type: 'module' }), 'sample');
  try {
    return await link.call((api) => api.makeSample(moved(photos, photos)));
  } finally {
    link.close();
  }
}

async function loadPhoto(url: string): Promise<ImageBitmap> {
  return createImageBitmap(await (await fetch(url)).blob());
}
