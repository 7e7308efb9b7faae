import { RecognitionHost } from '../src/acts/recognition-host.ts';
import { exposeApi, moved } from '../src/rpc/expose-worker.ts';
import type { RecognizeApi } from '../src/rpc/worker-apis.ts';

const host = new RecognitionHost();

const api: RecognizeApi = {
  open: (modelsUrl) => host.open(modelsUrl),
  embed: async (image, request) => {
    const answer = await host.embed(image, request);
    return moved(answer, [answer.data.buffer]);
  },
};

exposeApi(api);
