import { ActionHost } from '../src/acts/action-host.ts';
import { exposeApi, moved } from '../src/rpc/expose-worker.ts';
import type { ActionApi } from '../src/rpc/worker-apis.ts';

const host = new ActionHost();

const api: ActionApi = {
  open: (modelsUrl) => host.open(modelsUrl),
  probabilities: async (batch) => {
    const answer = await host.probabilities(batch);
    return moved(answer, [answer.buffer]);
  },
};

exposeApi(api);
