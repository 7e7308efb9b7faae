import type { Analysis } from '../../documents/analysis.ts';
import type { MaskPath } from '../../documents/edit.ts';
import type { HideEveryone } from '../../documents/intent.ts';
import { hiddenTracks } from './hidden-tracks.ts';
import { bodiesByFace } from './pose-points.ts';
import { bodyMasksOf, trackMasks } from './track-masks.ts';

/** Hides everyone but those whom the user decided to show, on every frame of their tracks. */
export function hideEveryone(analysis: Analysis, look: HideEveryone): MaskPath[] {
  const bodies = bodiesByFace(analysis.tracks);
  return hiddenTracks(analysis, () => false).flatMap((track) => {
    const own = bodies.get(track.id) ?? [];
    return [...trackMasks(track, own, look), ...bodyMasksOf(track, own, look)];
  });
}
