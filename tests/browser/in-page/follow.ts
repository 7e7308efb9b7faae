import { FollowJob } from '../../../src/acts/follow-job.ts';
import type { FollowMask } from '../../../src/documents/corrections.ts';
import type { FollowRequest } from '../../../src/rpc/review-types.ts';

export interface Followed {
  readonly result: FollowMask;
  readonly progress: number;
}

/** Follows a mask through a file; `stopAfter` pieces of progress it is told to stop. */
export async function follow({ request, stopAfter }: { request: FollowRequest; stopAfter: number }, [file]: [File]): Promise<Followed> {
  const job = new FollowJob();
  let progress = 0;
  const result = await job.follow(file, request, () => ((progress += 1) === stopAfter ? job.stop() : undefined));
  return { result, progress };
}
