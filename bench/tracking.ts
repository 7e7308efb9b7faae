import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { FramePlanner } from '../src/plan/frame-plan.ts';
import { plan } from '../src/plan/plan.ts';
import { ByteTracker } from '../src/tracking/byte-track.ts';
import { trackerOptions } from '../src/tracking/options.ts';
import { understand } from '../src/understand/understand.ts';
import { wanderingFaces } from './parts/wandering-faces.ts';

/** Issue 2: at most this for one tracker update with 20 objects. */
const updateMsMax = 0.1;
const objects = 20;
const updates = 6000;
const warmUpUpdates = 1000;
const longVideoFrames = 2 * 3600 * 30;
const longVideoFaces = 5;

function timeUpdates(): { meanMs: number; p99Ms: number } {
  const { offsets, boxes, scores } = wanderingFaces(updates, objects);
  const tracker = new ByteTracker(trackerOptions(0.5));
  const times: number[] = [];
  for (let frame = 0; frame < updates; frame++) {
    const start = offsets[frame] as number;
    const end = offsets[frame + 1] as number;
    const detections = { count: end - start, boxes: boxes.subarray(4 * start, 4 * end), scores: scores.subarray(start, end) };
    const startedMs = performance.now();
    tracker.update(frame / 30, detections);
    if (frame >= warmUpUpdates) times.push(performance.now() - startedMs);
  }
  times.sort((a, b) => a - b);
  return { meanMs: times.reduce((sum, ms) => sum + ms, 0) / times.length, p99Ms: times[Math.floor(times.length * 0.99)] as number };
}

function timeLongVideo(): { understandS: number; planS: number; tracks: number } {
  const observations = wanderingFaces(longVideoFrames, longVideoFaces);
  const startedMs = performance.now();
  const analysis = understand(observations, []);
  const understoodMs = performance.now();
  new FramePlanner(plan(analysis, { hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } } }));
  return {
    understandS: (understoodMs - startedMs) / 1000,
    planS: (performance.now() - understoodMs) / 1000,
    tracks: analysis.tracks.length,
  };
}

const update = timeUpdates();
const long = timeLongVideo();
const result = { bench: 'tracking', objects, update, updateMsMax, passed: update.meanMs <= updateMsMax, longVideo: { frames: longVideoFrames, faces: longVideoFaces, ...long } };
const [, , outputPath] = process.argv;
if (outputPath !== undefined) writeFileSync(outputPath, JSON.stringify(result, null, 2));
console.log(JSON.stringify(result));
console.log(
  `tracking: ${update.meanMs.toFixed(4)} ms an update at ${objects} objects (p99 ${update.p99Ms.toFixed(4)}, at most ${updateMsMax}); ` +
    `2 hours with ${longVideoFaces} faces: understand ${long.understandS.toFixed(2)} s, plan ${long.planS.toFixed(2)} s, ${long.tracks} tracks`,
);
