import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { Owned } from '../../../src/core/owned.ts';
import { actionAdapter, checkCatalog, findModel } from '../../../src/inference/catalog.ts';
import type { CatalogEntry } from '../../../src/inference/catalog.ts';
import { createRuntime } from '../../../src/inference/ort.ts';
import { openSession } from '../../../src/inference/session.ts';
import type { Session } from '../../../src/inference/session.ts';
import { createActionNetwork } from '../../../src/models/action-network.ts';
import type { ActionNetwork } from '../../../src/models/action-network.ts';
import { actionLabelsOf, actionTestWindow, testActionNetwork } from '../../../src/models/action-self-test.ts';
import { windowStride } from '../../../src/models/action-window.ts';

const entry = findModel(checkCatalog(JSON.parse(readFileSync('public/models/catalog.json', 'utf8'))), actionAdapter) as CatalogEntry;
const labels = actionLabelsOf(entry);
let network: ActionNetwork;

beforeAll(async () => {
  using session = await openSession(await createRuntime(), readFileSync(`public/models/${entry.file}`));
  network = createActionNetwork(session, labels.length);
});
afterAll(() => network.close());

/** A network that answers so; counts how often it was closed. */
function answering(data: Float32Array): { network: ActionNetwork; closed: () => number } {
  let closed = 0;
  const session: Session = { inputNames: [], outputNames: [], inputDims: () => undefined, run: () => Promise.resolve({ probabilities: { data, dims: [1, data.length] } }) };
  const owned = new Owned(session, () => (closed += 1));
  return { network: createActionNetwork(owned, labels.length), closed: () => closed };
}

async function codeOf(act: Promise<unknown>): Promise<string> {
  return act.then(() => 'none', (error: unknown) => (error instanceof AppError ? error.code : String(error)));
}

describe('the network for actions', () => {
  it('is under a megabyte, and tells 14 actions', () => {
    expect(entry.bytes).toBeLessThan(1e6);
    expect(labels).toEqual(['catch', 'clap', 'golf', 'jump', 'pick', 'pour', 'pullup', 'push', 'run', 'sit', 'stand', 'throw', 'walk', 'wave']);
  });

  it('answers as it did when it was trained', async () => expect(await codeOf(testActionNetwork(network, entry))).toBe('none'));

  it('answers each window of a batch as it does alone, of every length', async () => {
    for (const frames of [20, 25, 30]) {
      const windows = [0, 1, 2].map((window) => Float32Array.from({ length: frames * windowStride }, (_, at) => (at % 3 === 2 ? 1 : Math.sin(at * (window + 1)))));
      const values = Float32Array.from(windows.flatMap((window) => [...window]));
      const together = await network.probabilities({ count: 3, frames, values });
      for (const [row, window] of windows.entries()) {
        const alone = await network.probabilities({ count: 1, frames, values: window });
        alone.forEach((value, label) => expect(together[row * labels.length + label]).toBeCloseTo(value, 5));
        expect(alone.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
      }
    }
  });

  it('of no windows says nothing', async () => expect(await network.probabilities({ count: 0, frames: 30, values: new Float32Array(0) })).toHaveLength(0));

  it.each<[name: string, data: Float32Array, code: string]>([
    ['is no number', new Float32Array(14).fill(NaN), 'model/run-failed'],
    ['is above one', new Float32Array(14).fill(1.5), 'model/run-failed'],
    ['is of other labels', new Float32Array(13), 'model/run-failed'],
    ['is of other weights', new Float32Array(14).fill(1 / 14), 'model/wrong-answer'],
  ])('is refused where its answer %s', async (_, data, code) => {
    const { network: wrong, closed } = answering(data);
    expect(await codeOf(testActionNetwork(wrong, entry))).toBe(code);
    wrong.close();
    expect(closed()).toBe(1);
  });

  it('refuses windows of another length, and weights of which nothing is stored', async () => {
    expect(await codeOf(network.probabilities({ ...actionTestWindow(), frames: 24 }))).toBe('internal/bug');
    expect(() => actionLabelsOf({ ...entry, sha256: '0'.repeat(64) })).toThrow(AppError);
  });
});
