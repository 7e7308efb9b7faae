import { PreviewJob } from '../src/acts/preview-job.ts';
import { exposeApi, moved, wrapPort } from '../src/rpc/expose-worker.ts';
import type { PlanApi, PreviewApi } from '../src/rpc/worker-apis.ts';

const job = new PreviewJob();
let plans: ReturnType<typeof wrapPort<PlanApi>>;

const api: PreviewApi = {
  connect: (port) => {
    plans = wrapPort<PlanApi>(port);
  },
  preview: async (file, options, frame) => {
    const pair = await job.preview(file, await plans.planOf(options, frame));
    return moved(pair, [pair.before, pair.after]);
  },
};

exposeApi(api);
