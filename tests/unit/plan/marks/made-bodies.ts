import { bodyPoints, poseStride } from '../../../../src/documents/bodies.ts';
import { sampleOrigins } from '../../../../src/documents/analysis.ts';
import type { Action, Analysis, Identity, SampleOrigin, Track } from '../../../../src/documents/analysis.ts';
import type { CoverageBitmap } from '../../../../src/documents/marks.ts';

/** Where the points of a standing body of 200 px are, from the left top corner of its box of 80x200. */
const standing: readonly (readonly [number, number])[] = [
  [40, 20], [44, 16], [36, 16], [50, 18], [30, 18], [60, 45], [20, 45], [66, 80], [14, 80], [68, 110], [12, 110], [54, 110], [26, 110], [54, 150], [26, 150], [54, 195], [26, 195],
];

interface More {
  readonly kind?: Track['kind'];
  readonly faces?: readonly number[];
  readonly origin?: SampleOrigin;
  /** Scores of all points; 0.9 when absent. */
  readonly pointScore?: number;
  readonly poses?: boolean;
}

/** A track of so many frames whose box of 80x200 goes three pixels right a frame; of a person with a pose in it. */
export function bodyTrack(id: number, firstFrame: number, frames: number, x: number, y: number, { kind = 'person', faces, origin = 'detected', pointScore = 0.9, poses = kind === 'person' }: More = {}): Track {
  const at = (sample: number): number => x + 3 * sample;
  const columns = Array.from({ length: frames }, (_, sample) => sample);
  return {
    id, kind,
    frames: Int32Array.from(columns, (sample) => firstFrame + sample),
    boxes: Float32Array.from(columns.flatMap((sample) => [at(sample), y, 80, 200])),
    scores: new Float32Array(frames).fill(0.8),
    origins: new Uint8Array(frames).fill(sampleOrigins.indexOf(origin)),
    ...(poses ? { poses: Float32Array.from(columns.flatMap((sample) => standing.flatMap(([px, py]) => [at(sample) + px, y + py, pointScore]))) } : {}),
    ...(faces === undefined ? {} : { faces }),
  };
}

export function personOf(...tracks: readonly number[]): Identity {
  return { id: tracks[0] as number, tracks, confidence: 1, sure: true, maybe: [], best: null };
}

/** A video of 640x360, 30 frames a second. */
export function bodiesOf(frames: number, tracks: readonly Track[], identities: readonly Identity[], actions: readonly Action[] = []): Analysis {
  return {
    source: { name: 'made-up.mp4', widthPx: 640, heightPx: 360, timescale: 30, ticks: Float64Array.from({ length: frames }, (_, frame) => frame), lastDurationTicks: 1, fingerprint: 'made-up' },
    tracks, identities, recognition: { embedded: 0, trackFrames: 0, risks: [], cuts: 0 }, speech: [], speechUnknown: [], actions, unknown: [], runs: [], ineffective: [],
  };
}

/** Where a point of the pose of a track's sample is. */
export function pointOf({ poses }: Track, sample: number, name: (typeof bodyPoints)[number]): { x: number; y: number } {
  const at = sample * poseStride + 3 * bodyPoints.indexOf(name);
  return { x: poses?.[at] as number, y: poses?.[at + 1] as number };
}

/** Text as blocks: half as wide as high for each letter, of which every other column is covered. */
export function blockText(text: string, heightPx: number): CoverageBitmap {
  const widthPx = Math.max(1, Math.round((text.length * heightPx) / 2));
  return { widthPx, heightPx, coverage: Uint8Array.from({ length: widthPx * heightPx }, (_, at) => ((at % widthPx) % 2) * 255) };
}
