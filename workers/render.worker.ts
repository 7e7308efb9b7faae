import type { PlannedRender } from '../src/acts/output-job.ts';
import { RenderJob } from '../src/acts/render-job.ts';
import { toWire } from '../src/rpc/error-transfer.ts';
import { exposeApi, sendTo, wrapPort } from '../src/rpc/expose-worker.ts';
import type { JobOptions } from '../src/rpc/job-types.ts';
import type { PlanApi, RenderApi } from '../src/rpc/worker-apis.ts';

const job = new RenderJob();
let plans: ReturnType<typeof wrapPort<PlanApi>>;

const planOf = (options: JobOptions) => async (): Promise<PlannedRender> => ({ edit: await plans.edit(options), facts: await plans.facts(options) });

const api: RenderApi = {
  connect: (port) => {
    plans = wrapPort<PlanApi>(port);
  },
  render: (file, options, handle, workedMs, send) => job.render({ file, options, plan: planOf(options), handle, workedMs }, sendTo(send)),
  renderAll: async (file, wishes, workedMs, send) => {
    const results = await job.renderAll(file, wishes.map(({ options, handle }) => ({ options, handle, plan: planOf(options) })), workedMs, sendTo(send));
    return results.map((result) => (result.status === 'fulfilled' ? { ok: true, files: result.value } : { ok: false, error: toWire(result.reason) }));
  },
  pause: () => job.pause(),
  resume: () => job.resume(),
  cancel: () => job.cancel(),
};

exposeApi(api);
