import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QualityStep } from '../../src/documents/quality-step.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { Visitor } from '../support/visitor.ts';
import type { Budgeted, BudgetSpec } from './in-page/budget.ts';
import type { Shortages, ShortOfMemory } from './in-page/memory.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const frames = 60;
const make = (spec: Partial<BudgetSpec>): Promise<Budgeted> => site.call<Budgeted>('budget', 'budgeted', { frames, secondsAtFirst: 1, secondsThen: 1, ...spec });
const profilesOf = (steps: readonly QualityStep[]): string[] => steps.map((step) => (step.what === 'profile' ? `${step.from} → ${step.to}` : step.what));
const toTheLast = ['archival → quality', 'quality → balanced', 'balanced → streaming', 'streaming → realtime'];
const codesOf = ({ notices }: Budgeted): string[] => notices.map(({ code }) => code);

/** The file is what it would be without a time: a step changes bits, and nothing that is seen from outside. */
function expectWhole(made: Budgeted, like: Budgeted): void {
  const { error, auditPassed, framesDecoded, ticks, size, videoFramesLeftOpen } = made;
  expect({ error, auditPassed, framesDecoded, videoFramesLeftOpen }).toEqual({ error: null, auditPassed: true, framesDecoded: frames, videoFramesLeftOpen: 0 });
  expect({ ticks, size }).toEqual({ ticks: like.ticks, size: like.size });
  // Whoever seeks relies on them.
  expect(made.keys).toEqual(expect.arrayContaining(made.steps.map(({ fromFrame }) => fromFrame)));
}

describe('a render that was given too little time', () => {
  let free: Budgeted;
  beforeAll(async () => {
    free = await make({ options: { codec: 'h264', profile: 'archival' } });
  });

  it('no time given: none is counted, and there are no steps', () => {
    expect(free).toMatchObject({ steps: [], timeBudget: null, notices: [] });
    expectWhole(free, free);
  });

  it.each(['h264', 'vp9', 'av1'] as const)('%s: steps down from profile to profile in the middle of the file, and goes on when nothing is left', async (codec) => {
    const made = await make({ options: { codec, profile: 'archival', finishInS: 45 } });
    expectWhole(made, free);
    expect(profilesOf(made.steps)).toEqual(toTheLast);
    expect(codesOf(made)).toEqual(['quality-stepped', 'quality-stepped', 'quality-stepped', 'quality-stepped', 'time-too-short']);
    const at = made.steps.map(({ fromFrame }) => fromFrame);
    expect(at[0]).toBeGreaterThan(2); // the first frames do not tell the pace
    for (const [i, frame] of at.entries()) if (i > 0) expect(frame - (at[i - 1] as number)).toBeGreaterThan(2);
    expect(made.encoding).toMatchObject({ profile: 'archival', codecFamily: codec, changes: [] });
    expect(made.encoding?.bitrateLowest).toBeLessThan(made.encoding?.bitrateHighest as number);
    expect(made.timeBudget?.workedS).toBeGreaterThan(45);
  });

  it('takes no more steps than it needs, and says that it was in time', async () => {
    const made = await make({ options: { codec: 'h264', profile: 'archival', finishInS: 50 }, secondsThen: 0.4 });
    expect(profilesOf(made.steps)).toEqual(['archival → quality']);
    expect(made.notices).toEqual([{ code: 'quality-stepped', details: { from: 'archival', to: 'quality' } }]);
    expect(made.timeBudget).toMatchObject({ finishInS: 50 });
    expect(made.timeBudget?.workedS).toBeLessThan(50);
    expect(made.framesDecoded).toBe(frames);
  });

  it('that is used up before the first frame takes all steps there, one after the other', async () => {
    const made = await make({ options: { codec: 'h264', profile: 'quality', finishInS: 2 }, workedMs: 2500 });
    expect(made.steps.every(({ fromFrame, why }) => fromFrame === 0 && why === 'time')).toBe(true);
    expect(profilesOf(made.steps)).toEqual(toTheLast.slice(1));
    expect(codesOf(made)).toEqual(['quality-stepped', 'quality-stepped', 'quality-stepped', 'time-too-short']);
    expectWhole(made, free);
  });

  it('passes over steps that an encoder cannot take, without harm to the video', async () => {
    const made = await make({ options: { codec: 'h264', profile: 'balanced', finishInS: 45 }, change: 'refuses' });
    expect({ steps: made.steps, codes: codesOf(made) }).toEqual({ steps: [], codes: ['time-too-short'] });
    expectWhole(made, free);
  });

  it('begins anew with another encoder, and with the steps so far, when one breaks that took them in its trial', async () => {
    const made = await make({ options: { codec: 'h264', profile: 'quality', finishInS: 45 }, change: 'breaks' });
    expect(codesOf(made).slice(0, 2)).toEqual(['quality-stepped', 'encoder-changed']);
    expect(made.encoding?.changes).toHaveLength(1);
    expect(made.steps[0]).toMatchObject({ fromFrame: 0, from: 'quality', to: 'balanced' });
    expectWhole(made, free);
  });
});

describe('memory that runs out', () => {
  const render = (shortages: Shortages['shortages'], finishInS?: number): Promise<ShortOfMemory> => site.call<ShortOfMemory>('memory', 'shortOfMemory', { shortages, finishInS });
  const none = { owned: 0, videoFrames: 0 };
  const alone = { fromFrame: 0, why: 'memory', what: 'alone' };
  const fewer = { fromFrame: 0, why: 'memory', what: 'fewer-frames' };
  let undisturbed: ShortOfMemory;
  beforeAll(async () => {
    undisturbed = await render([0, 0, 0]);
  });

  it('for none: all are made together, and nothing is said', () => {
    expect(undisturbed).toMatchObject({ outcomes: ['made', 'made', 'made'], steps: [[], [], []], begun: [1, 1, 1], notices: [], leftOpen: none });
    expect(new Set(undisturbed.sha256).size).toBe(3);
    expect(undisturbed.atOnce[1]?.[0]).toBeGreaterThan(1);
  });

  it('for one beside others: it is made again alone, to the same file, and the others are untouched', async () => {
    const made = await render([0, 1, 0]);
    expect(made).toMatchObject({ outcomes: ['made', 'made', 'made'], steps: [[], [alone], []], begun: [1, 2, 1], notices: ['output-alone'], leftOpen: none });
    expect([made.composed[0], made.composed[2]]).toEqual([20, 20]);
    expect(made.sha256).toEqual(undisturbed.sha256);
  });

  it('and for the one alone: it is made with fewer frames under way, to the same file', async () => {
    const made = await render([0, 2, 0]);
    expect(made).toMatchObject({ outcomes: ['made', 'made', 'made'], steps: [[], [alone, fewer], []], begun: [1, 3, 1], notices: ['output-alone', 'output-frugal'], leftOpen: none });
    expect(made.atOnce[1]?.slice(1).map((most) => most > 1)).toEqual([true, false]);
    expect(made.sha256).toEqual(undisturbed.sha256);
  });

  it('and even then: it fails with what it is told by, nothing of it is left, and the others are there', async () => {
    const made = await render([1, 0, 3]);
    expect(made).toMatchObject({ outcomes: ['made', 'made', 'job/out-of-memory'], steps: [[alone], [], []], begun: [2, 1, 3], leftOpen: none });
    expect([...made.notices].sort()).toEqual(['output-alone', 'output-alone', 'output-frugal']);
    expect(made.sha256.slice(0, 2)).toEqual(undisturbed.sha256.slice(0, 2));
    expect(made.bytesLeft[2]).toBe(0);
  });

  it('and time too: every output takes the same steps, also the one that is made again, and each is told once', async () => {
    const made = await render([0, 1, 0], 1);
    expect(made).toMatchObject({ outcomes: ['made', 'made', 'made'], leftOpen: none });
    const toRealtime = ['balanced → streaming', 'streaming → realtime'];
    expect(made.steps.map(profilesOf)).toEqual([toRealtime, ['alone', ...toRealtime], toRealtime]);
    expect([...made.notices].sort()).toEqual(['output-alone', 'quality-stepped', 'quality-stepped', 'time-too-short']);
  });
});

describe('on the page', () => {
  it('too little time is told while the work goes on, and the report says what became of it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'veil-budget-'));
    const visitor = new Visitor(await site.context.newPage());
    try {
      const input = join(folder, 'grey.webm');
      const clip = { codec: 'vp09.00.10.08', container: 'webm', widthPx: 160, heightPx: 120, frames: 5, format: 'I420', patches: [[60, 128, 128], [180, 110, 140]], columns: 2, color: {}, containerColor: null };
      await writeFile(input, Buffer.from(await site.call<string>('clip', 'makeClip', clip), 'base64'));
      const { page } = visitor;
      await page.goto(site.origin);
      await page.setInputFiles('[data-testid=file-input]', input);
      await page.getByTestId('finish-in').fill('0.00002');
      await visitor.start();
      await visitor.finished();
      const told = (await page.locator('.notices li').allTextContents()).map((each) => each.replace(/takes about .*? s/, 'takes about N s'));
      expect(told.filter((each) => /time|done|takes/.test(each))).toEqual([
        'This cannot be done in 0.0012 s: looking for faces alone takes about N s. It is not done with less care for that.',
        'The time is short: from here on the video is coded for “The network (streaming)” instead of “Everything (balanced)”. What is hidden stays the same.',
        'The time is short: from here on the video is coded for “Live (realtime)” instead of “The network (streaming)”. What is hidden stays the same.',
        'This will not be done in 0.0012 s, and nothing is left that could be left out. It goes on.',
      ]);
      expect(await page.getByTestId('quality-steps').textContent()).toBe(
        'from frame 0 on for want of time: Everything (balanced) → The network (streaming); from frame 0 on for want of time: The network (streaming) → Live (realtime)',
      );
      expect(await page.getByTestId('time-budget').textContent()).toMatch(/^0\.0012 s, took [\d.]+ s$/);
    } finally {
      await visitor.page.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
