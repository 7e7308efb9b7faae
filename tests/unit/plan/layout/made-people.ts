import type { FrameBox } from '../../../../src/core/boxes.ts';
import { sampleOrigins } from '../../../../src/documents/analysis.ts';
import type { Analysis, Identity, Track } from '../../../../src/documents/analysis.ts';
import { setBox } from '../../../../src/documents/box-columns.ts';

/** Where a face is on a frame; undefined: not seen. */
export type Way = (frame: number) => FrameBox | undefined;

interface More {
  readonly widthPx?: number;
  readonly heightPx?: number;
  /** Seconds of each frame; 30 a second when absent. */
  readonly timesS?: readonly number[];
  readonly shotStarts?: readonly number[];
  readonly origin?: (typeof sampleOrigins)[number];
}

/** The analysis of a made-up video: one identity for each way, with a track for each stretch in which it is seen. Ids of people are those of their first tracks. */
export function peopleOf(frames: number, ways: readonly Way[], { widthPx = 1280, heightPx = 720, timesS, shotStarts = [], origin = 'detected' }: More = {}): Analysis {
  const tracks: Track[] = [];
  const identities = ways.flatMap((way): Identity[] => {
    const own: number[] = [];
    let run: { first: number; boxes: FrameBox[] } | undefined;
    for (let frame = 0; frame <= frames; frame++) {
      const box = frame < frames ? way(frame) : undefined;
      if (box !== undefined) (run ??= { first: frame, boxes: [] }).boxes.push(box);
      else if (run !== undefined) {
        own.push(tracks.length + 1);
        tracks.push(trackOf(tracks.length + 1, run.first, run.boxes, origin));
        run = undefined;
      }
    }
    return own.length === 0 ? [] : [{ id: own[0] as number, tracks: own, confidence: 1, sure: true, maybe: [], best: null }];
  });
  const ticks = Float64Array.from({ length: frames }, (_, frame) => Math.round(3000 * (timesS === undefined ? frame / 30 : (timesS[frame] as number))));
  return {
    source: { name: 'made-up.mp4', widthPx, heightPx, timescale: 3000, ticks, lastDurationTicks: 100, fingerprint: 'made-up' },
    tracks, identities, recognition: { embedded: 0, trackFrames: 0, risks: [], cuts: 0 }, speech: [], speechUnknown: [], actions: [], unknown: [], shotStarts, runs: [], ineffective: [],
  };
}

function trackOf(id: number, firstFrame: number, given: readonly FrameBox[], origin: (typeof sampleOrigins)[number]): Track {
  const boxes = new Float32Array(4 * given.length);
  given.forEach((box, sample) => setBox(boxes, sample, box));
  return {
    id, kind: 'face', frames: Int32Array.from(given, (_, index) => firstFrame + index), boxes,
    scores: new Float32Array(given.length).fill(0.9), origins: new Uint8Array(given.length).fill(sampleOrigins.indexOf(origin)),
  };
}
