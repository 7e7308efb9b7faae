import { BodyHost } from '../src/acts/body-host.ts';
import { exposeApi, moved } from '../src/rpc/expose-worker.ts';
import type { BodyApi } from '../src/rpc/worker-apis.ts';

const host = new BodyHost();

const api: BodyApi = {
  open: (modelsUrl, networks) => host.open(modelsUrl, networks),
  find: async (image, geometry, scale) => {
    const answer = await host.find(image, geometry, scale);
    return moved(answer, [answer.data.buffer]);
  },
};

exposeApi(api);
