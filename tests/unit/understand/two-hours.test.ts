import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { wanderingFaces } from '../../../bench/parts/wandering-faces.ts';
import type { Analysis } from '../../../src/documents/analysis.ts';
import { FramePlanner } from '../../../src/plan/frame-plan.ts';
import { plan } from '../../../src/plan/plan.ts';
import { understand } from '../../../src/understand/understand.ts';

const frames = 2 * 3600 * 30;
const faces = 5;
/** DESIGN: what the Analysis of two hours with five faces may take. */
const bytesMax = 100e6;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function bytesInUse(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test('the Analysis of two hours with five faces stays under 100 MB, and can be planned', () => {
  const observations = wanderingFaces(frames, faces);
  const before = bytesInUse();
  const analysis: Analysis = understand(observations, []);
  const bytes = bytesInUse() - before;
  const samples = analysis.tracks.reduce((sum, track) => sum + track.frames.length, 0);
  console.log(`${(bytes / 1e6).toFixed(0)} MB for ${samples} samples in ${analysis.tracks.length} tracks`);
  expect(samples).toBeGreaterThan(0.95 * frames * faces);
  expect(bytes).toBeGreaterThan(0); // a measure of nothing would pass too
  expect(bytes).toBeLessThan(bytesMax);
  const edit = plan(analysis, { hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } }, cut: { kind: 'range', firstFrame: 0, lastFrame: frames - 1 } });
  const planner = new FramePlanner(edit);
  expect(planner.at(frames - 1).masks.length).toBe(faces);
  console.log(`${((bytesInUse() - before) / 1e6).toFixed(0)} MB with its edit and planner`);
});
