import type { Track } from '../../documents/analysis.ts';
import type { MaskPath } from '../../documents/edit.ts';
import type { HideCovers } from '../../documents/intent.ts';
import { bodyMasks, estimatedBodyMasks } from './body-masks.ts';
import { eyeMasks } from './eye-masks.ts';
import { drawnMask, headMask } from './track-mask.ts';
import type { MaskLook } from './track-mask.ts';

/** How much of hidden people is covered, and how it looks. */
export interface CoverLook extends MaskLook {
  readonly covers?: HideCovers;
}

/** The masks over the head (or the eyes) of a hidden track; none of a body, whose face or head is a track of its own. `bodies` are the persons whose face it is. */
export function trackMasks(track: Track, bodies: readonly Track[], look: CoverLook): MaskPath[] {
  if (track.drawn !== undefined) return [drawnMask(track, track.drawn, look.fill)];
  if (track.kind === 'person') return [];
  return look.covers === 'eyes' && track.kind === 'face' ? eyeMasks(track, bodies, look) : [headMask(track, look)];
}

/** The masks over the bodies of hidden tracks, beside those over their heads; none unless whole persons are to be covered. */
export function bodyMasksOf(track: Track, bodies: readonly Track[], look: CoverLook): MaskPath[] {
  if (look.covers !== 'person' || track.drawn !== undefined) return [];
  if (track.kind === 'person') return bodyMasks(track, look);
  return track.kind === 'face' ? estimatedBodyMasks(track, bodies, look) : [];
}
