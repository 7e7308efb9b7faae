import type { RecognitionLane } from '../src/acts/recognizer.ts';
import { callback, moved } from '../src/rpc/expose-worker.ts';
import { WorkerLink } from '../src/rpc/worker-link.ts';
import type { RecognizeApi } from '../src/rpc/worker-apis.ts';

/** The recognizer in a worker of its own; its death rejects what it was asked. */
export function recognitionLane(): RecognitionLane {
  const link = new WorkerLink<RecognizeApi>(new Worker(new URL('./recognize.worker.ts', import.meta.url), { type: 'module' }), 'recognize');
  return {
    open: (modelsUrl, onGpu, onTrouble) => link.call((api) => api.open(modelsUrl, onGpu, callback(onTrouble))),
    embed: (image, request) => link.call((api) => api.embed(moved(image, [image.data.buffer]), request)),
    close: () => link.close(),
  };
}
