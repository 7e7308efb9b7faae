import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleOrigins } from '../../src/documents/analysis.ts';
import type { Analysis, Identity, Track } from '../../src/documents/analysis.ts';
import { setBox } from '../../src/documents/box-columns.ts';
import { readTruth } from '../../tests/support/truth.ts';
import { sharedFile } from './folders.ts';

const timescale = 90_000;

/** The analysis of a clip of the shared folder as its truth has it: one identity for each person, found on the frames on which their face is known. */
export function truthAnalysis(clip: string, size: { readonly widthPx: number; readonly heightPx: number }): Analysis {
  const folder = sharedFile('media/truth') as string;
  const { times, faces } = readTruth(clip, folder);
  const { tracks: known } = JSON.parse(readFileSync(join(folder, `${clip}.json`), 'utf8')) as { tracks: Record<string, { person: string }> };
  const runs = new Map<string, { frame: number; boxes: number[] }[]>();
  faces.forEach((each, frame) => {
    for (const { track, box } of each) {
      const person = known[String(track)]?.person ?? String(track);
      const own = runs.get(person) ?? [];
      const last = own.at(-1);
      if (last !== undefined && last.frame + last.boxes.length / 4 === frame) last.boxes.push(box.x, box.y, box.width, box.height);
      else if (last === undefined || last.frame + last.boxes.length / 4 < frame) own.push({ frame, boxes: [box.x, box.y, box.width, box.height] });
      runs.set(person, own);
    }
  });
  const tracks: Track[] = [];
  const identities: Identity[] = [];
  for (const own of runs.values()) {
    const ids = own.map(({ frame, boxes }) => {
      tracks.push(trackOf(tracks.length + 1, frame, boxes));
      return tracks.length;
    });
    identities.push({ id: ids[0] as number, tracks: ids, confidence: 1, sure: true, maybe: [], best: null });
  }
  const ticks = Float64Array.from(times, (timeS) => Math.round(timescale * timeS));
  return {
    source: { name: clip, ...size, timescale, ticks, lastDurationTicks: timescale / 30, fingerprint: clip },
    tracks, identities, recognition: { embedded: 0, trackFrames: 0, risks: [], cuts: 0 }, speech: [], speechUnknown: [], actions: [], unknown: [], runs: [], ineffective: [],
  };
}

function trackOf(id: number, firstFrame: number, flat: readonly number[]): Track {
  const count = flat.length / 4;
  const boxes = new Float32Array(flat.length);
  for (let sample = 0; sample < count; sample++) {
    const [x = 0, y = 0, width = 0, height = 0] = flat.slice(4 * sample, 4 * sample + 4);
    setBox(boxes, sample, { x, y, width, height });
  }
  return {
    id, kind: 'face', frames: Int32Array.from({ length: count }, (_, index) => firstFrame + index), boxes,
    scores: new Float32Array(count).fill(0.9), origins: new Uint8Array(count).fill(sampleOrigins.indexOf('detected')),
  };
}
