import type { Analysis, Track } from '../../documents/analysis.ts';
import type { MaskPath } from '../../documents/edit.ts';
import type { HideCovers } from '../../documents/intent.ts';
import { bodyMasks, estimatedBodyMasks } from './body-masks.ts';
import { eyeMasks } from './eye-masks.ts';
import { bodiesByFace } from './pose-points.ts';
import { drawnMask, headMask } from './track-mask.ts';
import type { MaskLook } from './track-mask.ts';

/** How much of hidden people is covered, and how it looks. */
export interface CoverLook extends MaskLook {
  readonly covers?: HideCovers;
}

/** Makes the masks of hidden tracks of one analysis. */
export interface TrackMasks {
  /** Over the head (or the eyes); none of a body, whose face or head is a track of its own. */
  readonly heads: (track: Track) => MaskPath[];
  /** Over the body, beside those over the head; none unless whole persons are to be covered. */
  readonly bodies: (track: Track) => MaskPath[];
}

export function trackMasks({ source, tracks }: Analysis, look: CoverLook): TrackMasks {
  const bodies = bodiesByFace(tracks);
  // Without a size nothing is planned at all (`plan`).
  const picture = { widthPx: source.widthPx ?? 0, heightPx: source.heightPx ?? 0 };
  const bodiesOf = ({ id }: Track): readonly Track[] => bodies.get(id) ?? [];
  return {
    heads: (track) => {
      if (track.drawn !== undefined) return [drawnMask(track, track.drawn, look.fill)];
      if (track.kind === 'person') return [];
      return look.covers === 'eyes' && track.kind === 'face' ? eyeMasks(track, bodiesOf(track), look) : [headMask(track, look)];
    },
    bodies: (track) => {
      if (look.covers !== 'person' || track.drawn !== undefined) return [];
      if (track.kind === 'person') return bodyMasks(track, picture, look);
      return track.kind === 'face' ? estimatedBodyMasks(track, bodiesOf(track), look) : [];
    },
  };
}
