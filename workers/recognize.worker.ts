import { RecognitionHost } from '../src/acts/recognition-host.ts';
import { exposeApi, moved } from '../src/rpc/expose-worker.ts';
import type { RecognizeApi } from '../src/rpc/worker-apis.ts';

const host = new RecognitionHost(navigator.gpu);

const api: RecognizeApi = {
  open: (modelsUrl, onGpu, onTrouble) => host.open(modelsUrl, onGpu, async (trouble) => onTrouble(trouble)),
  embed: async (image, request) => {
    const answer = await host.embed(image, request);
    return moved(answer, [answer.data.buffer]);
  },
};

exposeApi(api);
