import { ListenJob } from '../src/acts/listen-job.ts';
import { speechDetectorIn } from '../src/acts/speech-detector.ts';
import { exposeApi } from '../src/rpc/expose-worker.ts';
import type { AudioApi } from '../src/rpc/worker-apis.ts';
import { speechLane } from './speech-lane.ts';

const job = new ListenJob();

const api: AudioApi = {
  listen: (file, range, modelsUrl, onHeard) => job.listen(file, range, speechDetectorIn(speechLane, modelsUrl), onHeard),
  pause: () => job.pause(),
  resume: () => job.resume(),
};

exposeApi(api);
