import { SpeechHost } from '../src/acts/speech-detector.ts';
import { exposeApi, moved } from '../src/rpc/expose-worker.ts';
import type { SpeechApi } from '../src/rpc/worker-apis.ts';

const host = new SpeechHost();

const api: SpeechApi = {
  open: (modelsUrl) => host.open(modelsUrl),
  probabilities: async (stretches) => {
    const answers = await host.probabilities(stretches);
    return moved(answers, answers.map(({ buffer }) => buffer));
  },
};

exposeApi(api);
