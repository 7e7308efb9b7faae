import type { ListeningLane } from '../src/acts/listening.ts';
import { callback } from '../src/rpc/expose-worker.ts';
import { WorkerLink } from '../src/rpc/worker-link.ts';
import type { AudioApi } from '../src/rpc/worker-apis.ts';

/** What listens, in a worker of its own; its death rejects what it was asked. */
export function audioLane(modelsUrl: string): ListeningLane {
  const link = new WorkerLink<AudioApi>(new Worker(new URL('./audio.worker.ts', import.meta.url), { type: 'module' }), 'audio');
  const order = (name: 'pause' | 'resume'): void => {
    link.call((api) => api[name]()).catch(() => undefined); // a worker that is gone needs neither
    link.rest(name === 'pause');
  };
  return {
    listen: (file, range, onHeard) => link.call((api) => api.listen(file, range, modelsUrl, callback(onHeard))),
    pause: () => order('pause'),
    resume: () => order('resume'),
    close: () => link.close(),
  };
}
