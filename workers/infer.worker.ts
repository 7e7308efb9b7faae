import { DetectorHost } from '../src/acts/detector-host.ts';
import { exposeApi, moved } from '../src/rpc/expose-worker.ts';
import type { InferApi } from '../src/rpc/worker-apis.ts';

const host = new DetectorHost();

const api: InferApi = {
  open: (detector, modelsUrl, onBytes) => host.open(detector, modelsUrl, onBytes),
  detect: async (image, request) => {
    const answer = await host.detect(image, request);
    return moved(answer, [answer.data.buffer]);
  },
};

exposeApi(api);
