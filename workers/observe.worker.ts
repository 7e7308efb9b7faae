import { AnalysisJob } from '../src/acts/analysis-job.ts';
import type { AnalysisMeans } from '../src/acts/analysis-job.ts';
import { openDetection } from '../src/acts/open-detection.ts';
import { openRecognizer } from '../src/acts/recognizer.ts';
import { reviewBuffers } from '../src/acts/review-model.ts';
import { exposeApi, moved, sendTo } from '../src/rpc/expose-worker.ts';
import type { ObserveApi, PlanApi } from '../src/rpc/worker-apis.ts';
import { workerLane } from './infer-lane.ts';
import { recognitionLane } from './recognize-lane.ts';

const job = new AnalysisJob();

const plans: PlanApi = {
  edit: (options) => job.edit(options),
  facts: (options) => job.facts(options),
};

const meansOf = (modelsUrl: string): AnalysisMeans => ({
  startLanes: (wanted, report) => openDetection(wanted, { modelsUrl, makeLane: workerLane, gpu: navigator.gpu }, report),
  openRecognizer: (onGpu, report) => openRecognizer({ modelsUrl, onGpu, makeLane: recognitionLane }, report),
});

const api: ObserveApi = {
  inspect: (file) => job.inspect(file),
  encoders: (file, profile) => job.encoders(file, profile),
  checkOutput: (file, options, toStorage, send) => job.checkOutput(file, options, toStorage, sendTo(send)),
  analyze: (file, options, modelsUrl, send) => job.analyze(file, options, meansOf(modelsUrl), sendTo(send)),
  review: (options) => {
    const model = job.review(options);
    return moved(model, reviewBuffers(model));
  },
  exportAnalysis: (options, format) => job.exportAnalysis(options, format),
  serve: (port) => exposeApi(plans, port),
  pause: () => job.pause(),
  resume: () => job.resume(),
  cancel: () => job.cancel(),
};

exposeApi(api);
