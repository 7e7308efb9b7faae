import { MouthHost } from '../src/acts/mouth-host.ts';
import { exposeApi, moved } from '../src/rpc/expose-worker.ts';
import type { MouthApi } from '../src/rpc/worker-apis.ts';

const host = new MouthHost();

const api: MouthApi = {
  open: (modelsUrl) => host.open(modelsUrl),
  read: async (image, request) => {
    const answer = await host.read(image, request);
    return moved(answer, [answer.data.buffer]);
  },
};

exposeApi(api);
