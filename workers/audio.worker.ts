import { ListenJob } from '../src/acts/listen-job.ts';
import { catalogSpeechDetector } from '../src/acts/speech-detector.ts';
import { exposeApi } from '../src/rpc/expose-worker.ts';
import type { AudioApi } from '../src/rpc/worker-apis.ts';

const job = new ListenJob();

const api: AudioApi = {
  listen: (file, range, modelsUrl, onHeard) => job.listen(file, range, catalogSpeechDetector(modelsUrl), onHeard),
  pause: () => job.pause(),
  resume: () => job.resume(),
};

exposeApi(api);
