import { AnalysisJob } from '../src/acts/analysis-job.ts';
import { openDetection } from '../src/acts/open-detection.ts';
import { reviewBuffers } from '../src/acts/review-model.ts';
import { exposeApi, moved, sendTo } from '../src/rpc/expose-worker.ts';
import type { ObserveApi, PlanApi } from '../src/rpc/worker-apis.ts';
import { workerLane } from './infer-lane.ts';

const job = new AnalysisJob();

const plans: PlanApi = {
  edit: (options) => job.edit(options),
  facts: (options) => job.facts(options),
};

const api: ObserveApi = {
  inspect: (file) => job.inspect(file),
  checkOutput: (file, options, toStorage, send) => job.checkOutput(file, options, toStorage, sendTo(send)),
  analyze: (file, options, modelsUrl, send) =>
    job.analyze(file, options, (wanted, report) => openDetection(wanted, { modelsUrl, makeLane: workerLane, gpu: navigator.gpu }, report), sendTo(send)),
  review: (options) => {
    const model = job.review(options);
    return moved(model, reviewBuffers(model));
  },
  exportAnalysis: (options) => job.exportAnalysis(options),
  serve: (port) => exposeApi(plans, port),
  pause: () => job.pause(),
  resume: () => job.resume(),
  cancel: () => job.cancel(),
};

exposeApi(api);
