import { RenderJob } from '../src/acts/render-job.ts';
import { exposeApi, sendTo, wrapPort } from '../src/rpc/expose-worker.ts';
import type { PlanApi, RenderApi } from '../src/rpc/worker-apis.ts';

const job = new RenderJob();
let plans: ReturnType<typeof wrapPort<PlanApi>>;

const api: RenderApi = {
  connect: (port) => {
    plans = wrapPort<PlanApi>(port);
  },
  render: async (file, options, handle, send) => {
    const [edit, facts] = await Promise.all([plans.edit(options), plans.facts(options)]);
    return job.render({ file, options, edit, facts, handle }, sendTo(send));
  },
  pause: () => job.pause(),
  resume: () => job.resume(),
  cancel: () => job.cancel(),
};

exposeApi(api);
