import type { BodySettings } from '../documents/bodies.ts';
import type { BodyLooking } from '../documents/wanted-bodies.ts';
import { tryLooking } from './body-trial.ts';
import type { BodyTrialDeps } from './body-trial.ts';

/** How bodies are looked for, as a journal says it, of how they are wanted: tried out where `auto` is, and in no other size than the finder can. */
export async function bodyLooking(wanted: BodyLooking, deps: BodyTrialDeps): Promise<BodySettings> {
  const scale = deps.finder.scales.find((each) => each === wanted.scale);
  if (wanted.sampling !== 'auto') return { sampling: wanted.sampling, scale: scale ?? 1 };
  return tryLooking({ ...deps, ...(scale === undefined ? {} : { scale }) });
}
