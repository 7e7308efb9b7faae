import type { Analysis } from '../../documents/analysis.ts';
import type { MaskPath } from '../../documents/edit.ts';
import type { HideEveryone } from '../../documents/intent.ts';
import { hiddenTracks } from './hidden-tracks.ts';
import { trackMasks } from './track-masks.ts';

/** Hides everyone but those whom the user decided to show, on every frame of their tracks. */
export function hideEveryone(analysis: Analysis, look: HideEveryone): MaskPath[] {
  const masks = trackMasks(analysis, look);
  return hiddenTracks(analysis, () => false).flatMap((track) => [...masks.heads(track), ...masks.bodies(track)]);
}
