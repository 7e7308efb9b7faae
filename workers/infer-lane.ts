import type { OpenableLane } from '../src/acts/lane-set.ts';
import { callback, moved } from '../src/rpc/expose-worker.ts';
import { WorkerLink } from '../src/rpc/worker-link.ts';
import type { InferApi } from '../src/rpc/worker-apis.ts';

/** A detector lane in a worker of its own; its death rejects what it was asked. */
export function workerLane(): OpenableLane {
  const link = new WorkerLink<InferApi>(new Worker(new URL('./infer.worker.ts', import.meta.url), { type: 'module' }), 'infer');
  return {
    open: (detector, modelsUrl, onBytes) => link.call((api) => api.open(detector, modelsUrl, callback(onBytes))),
    detect: (image, request) => link.call((api) => api.detect(moved(image, [image.data.buffer]), request)),
    close: () => link.close(),
  };
}
