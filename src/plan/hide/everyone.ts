import type { Analysis } from '../../documents/analysis.ts';
import type { MaskPath } from '../../documents/edit.ts';
import type { HideEveryone } from '../../documents/intent.ts';
import { hiddenTracks } from './hidden-tracks.ts';
import { trackMask } from './track-mask.ts';

/** Hides everyone but those whom the user decided to show: one mask each, on every frame of the track. */
export function hideEveryone(analysis: Analysis, look: HideEveryone): MaskPath[] {
  return hiddenTracks(analysis, () => false).map((track) => trackMask(track, look));
}
