import type { MouthLane } from '../src/acts/mouth-reader.ts';
import { moved } from '../src/rpc/expose-worker.ts';
import { WorkerLink } from '../src/rpc/worker-link.ts';
import type { MouthApi } from '../src/rpc/worker-apis.ts';

/** What looks at mouths in a worker of its own; its death rejects what it was asked. */
export function mouthLane(): MouthLane {
  const link = new WorkerLink<MouthApi>(new Worker(new URL('./mouth.worker.ts', import.meta.url), { type: 'module' }), 'mouth');
  return {
    open: (modelsUrl) => link.call((api) => api.open(modelsUrl)),
    read: (image, request) => link.call((api) => api.read(moved(image, [image.data.buffer]), request)),
    close: () => link.close(),
  };
}
