import type { SpeechLane } from '../src/acts/speech-detector.ts';
import { moved } from '../src/rpc/expose-worker.ts';
import { WorkerLink } from '../src/rpc/worker-link.ts';
import type { SpeechApi } from '../src/rpc/worker-apis.ts';

/** The network for speech in a worker of its own; its death rejects what it was asked. */
export function speechLane(): SpeechLane {
  const link = new WorkerLink<SpeechApi>(new Worker(new URL('./speech.worker.ts', import.meta.url), { type: 'module' }), 'speech');
  return {
    open: (modelsUrl) => link.call((api) => api.open(modelsUrl)),
    probabilities: (stretches) => link.call((api) => api.probabilities(moved([...stretches], stretches.map(({ samples }) => samples.buffer)))),
    close: () => link.close(),
  };
}
