import type { BodyLane } from '../src/acts/body-finder.ts';
import { moved } from '../src/rpc/expose-worker.ts';
import { WorkerLink } from '../src/rpc/worker-link.ts';
import type { BodyApi } from '../src/rpc/worker-apis.ts';

/** What finds bodies in a worker of its own; its death rejects what it was asked. */
export function bodyLane(): BodyLane {
  const link = new WorkerLink<BodyApi>(new Worker(new URL('./body.worker.ts', import.meta.url), { type: 'module' }), 'body');
  return {
    open: (modelsUrl, networks) => link.call((api) => api.open(modelsUrl, networks)),
    find: (image, geometry, scale) => link.call((api) => api.find(moved(image, [image.data.buffer]), geometry, scale)),
    close: () => link.close(),
  };
}
