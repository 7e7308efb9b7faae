import { FollowJob } from '../src/acts/follow-job.ts';
import { Viewer } from '../src/acts/viewer.ts';
import { exposeApi, moved, wrapPort } from '../src/rpc/expose-worker.ts';
import type { PlanApi, PreviewApi } from '../src/rpc/worker-apis.ts';

const viewer = new Viewer();
const follower = new FollowJob();
let plans: ReturnType<typeof wrapPort<PlanApi>>;

const api: PreviewApi = {
  connect: (port) => {
    plans = wrapPort<PlanApi>(port);
  },
  use: async (options) => viewer.use(await plans.edit(options)),
  look: async (file, request) => {
    const look = await viewer.look(file, request);
    return moved(look, [look.picture]);
  },
  face: async (file, request) => {
    const picture = await viewer.face(file, request);
    return moved(picture, [picture]);
  },
  follow: (file, request, onProgress) => follower.follow(file, request, onProgress),
  stopFollowing: () => follower.stop(),
};

exposeApi(api);
