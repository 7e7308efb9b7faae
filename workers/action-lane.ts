import type { ActionLane } from '../src/acts/action-looks.ts';
import { moved } from '../src/rpc/expose-worker.ts';
import { WorkerLink } from '../src/rpc/worker-link.ts';
import type { ActionApi } from '../src/rpc/worker-apis.ts';

/** What tells actions in a worker of its own; its death rejects what it was asked. */
export function actionLane(modelsUrl: string): ActionLane {
  const link = new WorkerLink<ActionApi>(new Worker(new URL('./action.worker.ts', import.meta.url), { type: 'module' }), 'actions');
  return {
    open: () => link.call((api) => api.open(modelsUrl)),
    probabilities: (batch) => link.call((api) => api.probabilities(moved(batch, [batch.values.buffer]))),
    close: () => link.close(),
  };
}
