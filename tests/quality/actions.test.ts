import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lookAtActions } from '../../src/acts/action-looks.ts';
import type { ActionLane } from '../../src/acts/action-looks.ts';
import type { Track } from '../../src/documents/analysis.ts';
import { actionAdapter, checkCatalog, findModel } from '../../src/inference/catalog.ts';
import type { CatalogEntry } from '../../src/inference/catalog.ts';
import { createRuntime } from '../../src/inference/ort.ts';
import { openSession } from '../../src/inference/session.ts';
import { createActionNetwork } from '../../src/models/action-network.ts';
import { actionLabelsOf } from '../../src/models/action-self-test.ts';
import { findActions } from '../../src/understand/actions.ts';
import { readClips } from '../support/jhmdb.ts';
import { requireShared } from '../support/shared.ts';
import { observationsOf } from '../unit/tracking/observations.ts';

/** Of the test clips of split 1, which the shipped network never saw, so many must get their right label as the likeliest (issue 7 asks for 0.76). */
const rightMin = 0.78;
/** Of all clips: with their right label and no other as an action; with a wrong one. The rest is "none": most clips last little more than a second. */
const namedRightMin = 0.45;
const namedWrongMax = 0.06;

/** The shipped network, in this process. */
async function openLane(): Promise<ActionLane> {
  const entry = findModel(checkCatalog(JSON.parse(readFileSync('public/models/catalog.json', 'utf8'))), actionAdapter) as CatalogEntry;
  using session = await openSession(await createRuntime(), readFileSync(`public/models/${entry.file}`));
  const labels = actionLabelsOf(entry);
  const network = createActionNetwork(session, labels.length);
  return { open: () => Promise.resolve(labels), probabilities: (batch) => network.probabilities(batch), close: () => network.close() };
}

describe('the shipped network on clips that it never saw, as the product asks it', () => {
  it('names most of them rightly, and few wrongly', async (context) => {
    const clips = readClips(requireShared(context, 'skeletons/jhmdb_GT_test_1.json.gz'));
    const lane = await openLane();
    const longest = Math.max(...clips.map(({ frames }) => frames));
    const tracks = clips.map(({ frames, poses }, index): Track => ({
      id: index + 1, kind: 'person', frames: Int32Array.from({ length: frames }, (_, frame) => frame),
      boxes: new Float32Array(4 * frames), scores: new Float32Array(frames), origins: new Uint8Array(frames), poses,
    }));
    const { actions: scores } = await lookAtActions(observationsOf(Array.from({ length: longest }, () => [])), tracks, () => lane, new AbortController().signal);
    if (scores === undefined) throw new Error('nothing was asked');
    const likeliest = clips.map((_, index) => {
      const sums = scores.labels.map(() => 0);
      scores.tracks.forEach((track, window) => {
        if (track === index + 1) scores.labels.forEach((_label, label) => (sums[label] = (sums[label] as number) + (scores.probabilities[scores.labels.length * window + label] as number)));
      });
      return scores.labels[sums.indexOf(Math.max(...sums))];
    });
    const right = clips.filter(({ label }, index) => likeliest[index] === label).length / clips.length;
    const found = findActions(scores);
    const of = (index: number): string[] => found.filter(({ track }) => track === index + 1).map(({ label }) => label);
    const namedRight = clips.filter(({ label }, index) => of(index).length > 0 && of(index).every((each) => each === label)).length / clips.length;
    const namedWrong = clips.filter(({ label }, index) => of(index).some((each) => each !== label)).length / clips.length;
    console.log(`of ${clips.length} clips: likeliest right ${(100 * right).toFixed(1)} %; as actions right ${(100 * namedRight).toFixed(1)} %, wrong ${(100 * namedWrong).toFixed(1)} %`);
    expect(right).toBeGreaterThan(rightMin);
    expect(namedRight).toBeGreaterThan(namedRightMin);
    expect(namedWrong).toBeLessThan(namedWrongMax);
  });
});
