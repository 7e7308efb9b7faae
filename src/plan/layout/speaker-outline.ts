import { lowerBound } from '../../core/time.ts';
import type { Analysis, Identity } from '../../documents/analysis.ts';
import type { TilePath } from '../../documents/edit.ts';

const color = '#ffc400';
/** Of the place's shorter side. */
const thicknessPart = 0.012;
/** Between two words of one person the outline stays. */
const bridgedUs = 500_000;

/** The tile with an outline on the frames on which its person is taken for the speaker; without one where nobody looked for speakers. */
export function withOutline(tile: TilePath, { source, speakers }: Analysis, { tracks }: Identity): TilePath {
  if (speakers === undefined) return tile;
  const on = new Uint8Array(tile.states.length);
  const frameAt = (us: number): number => lowerBound(source.ticks, (source.ticks[0] ?? 0) + (us * source.timescale) / 1e6) - tile.firstFrame;
  let before: number | undefined;
  for (const { track, startUs, endUs } of speakers) {
    if (!tracks.includes(track)) continue;
    const fromUs = before !== undefined && startUs - before <= bridgedUs ? before : startUs;
    on.fill(1, Math.max(0, frameAt(fromUs)), Math.max(0, frameAt(endUs)));
    before = endUs;
  }
  const thicknessPx = Math.max(2, Math.round(thicknessPart * Math.min(tile.place.width, tile.place.height)));
  return { ...tile, outline: { color, thicknessPx, on } };
}
