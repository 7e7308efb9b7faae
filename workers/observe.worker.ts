import { AnalysisJob } from '../src/acts/analysis-job.ts';
import { reviewBuffers } from '../src/acts/review-model.ts';
import { exposeApi, moved, receiveFrom, sendOver, sendTo } from '../src/rpc/expose-worker.ts';
import type { ObserveApi, PlanApi } from '../src/rpc/worker-apis.ts';
import { meansOf } from './analysis-means.ts';

const job = new AnalysisJob();

const plans: PlanApi = { edit: (options) => job.edit(options), facts: (options) => job.facts(options) };

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
  tellPeople: (corrections, port) => sendOver(port, job.knownPeople(corrections)),
  peopleElsewhere: async (corrections, ports) => job.peopleElsewhere(corrections, await receiveFrom(ports)),
  serve: (port) => exposeApi(plans, port),
  pause: () => job.pause(),
  resume: () => job.resume(),
  cancel: () => job.cancel(),
};

exposeApi(api);
