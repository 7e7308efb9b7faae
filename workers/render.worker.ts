import { RenderJob } from '../src/acts/render-job.ts';
import type { PlannedRender } from '../src/acts/render-job.ts';
import { exposeApi, sendTo, wrapPort } from '../src/rpc/expose-worker.ts';
import type { PlanApi, RenderApi } from '../src/rpc/worker-apis.ts';

const job = new RenderJob();
let plans: ReturnType<typeof wrapPort<PlanApi>>;

const api: RenderApi = {
  connect: (port) => {
    plans = wrapPort<PlanApi>(port);
  },
  render: (file, options, handle, send) => {
    const plan = async (): Promise<PlannedRender> => ({ edit: await plans.edit(options), facts: await plans.facts(options) });
    return job.render({ file, options, plan, handle }, sendTo(send));
  },
  pause: () => job.pause(),
  resume: () => job.resume(),
  cancel: () => job.cancel(),
};

exposeApi(api);
