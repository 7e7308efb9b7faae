import { boxAround } from '../../core/boxes.ts';
import { boxOf } from '../../documents/box-columns.ts';
import type { Track } from '../../documents/analysis.ts';
import type { MaskPath } from '../../documents/edit.ts';
import { eyeBand } from './eye-band.ts';
import type { EyeBand, EyePair } from './eye-band.ts';
import { sampleOf, seenPose } from './pose-points.ts';
import { shapePaths } from './shape-paths.ts';
import type { FrameShape } from './shape-paths.ts';
import { steadyRuns } from './steady-runs.ts';
import { headMask } from './track-mask.ts';
import type { MaskLook } from './track-mask.ts';

/** Eyes of a body are found in a picture of the whole of it, and so less exactly than those of a face: their band is as much larger. */
const bodyEyesScale = 1.3;

/**
 * The band over the eyes of a hidden face wherever they are known for more than a moment, by its own landmarks or else by those of its body; the head's mask on
 * all other frames. `bodies` are the persons whose face it is.
 */
export function eyeMasks(track: Track, bodies: readonly Track[], look: MaskLook): MaskPath[] {
  const heads = headMask(track, look);
  const bands = steadyRuns(Array.from(track.frames, (frame, sample) => bandOf(track, bodies, frame, sample, look.scale)));
  return [
    ...shapePaths(track, look.fill, (sample) => (bands[sample] === undefined ? { box: boxOf(heads.boxes, sample), shape: look.shape } : undefined)),
    ...shapePaths(track, look.fill, (sample) => bandShape(bands[sample])),
  ];
}

function bandOf(track: Track, bodies: readonly Track[], frame: number, sample: number, scale: number): EyeBand | undefined {
  const face = boxOf(track.boxes, sample);
  const own = eyesOf(track, sample);
  const band = own === undefined ? undefined : eyeBand(face, own, scale);
  if (band !== undefined) return band;
  for (const body of bodies) {
    const eyes = eyesOfBody(body, frame);
    const found = eyes === undefined ? undefined : eyeBand(face, eyes, bodyEyesScale * scale);
    if (found !== undefined) return found;
  }
  return undefined;
}

function eyesOf({ eyes }: Track, sample: number): EyePair | undefined {
  if (eyes === undefined) return undefined;
  const [ax, ay, bx, by] = eyes.subarray(4 * sample, 4 * sample + 4) as unknown as [number, number, number, number];
  return { ax, ay, bx, by };
}

function eyesOfBody(body: Track, frame: number): EyePair | undefined {
  const sample = sampleOf(body, frame);
  const pose = sample === undefined ? {} : seenPose(body, sample);
  const [a, b] = [pose['right-eye'], pose['left-eye']];
  return a === undefined || b === undefined ? undefined : { ax: a.x, ay: a.y, bx: b.x, by: b.y };
}

function bandShape(band: EyeBand | undefined): FrameShape | undefined {
  return band === undefined ? undefined : { box: boxAround(band.points, band.radiusPx), shape: 'polygon', polygon: band };
}
