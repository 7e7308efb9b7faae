import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/documents/report.ts';
import { JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { clicks, opusSound, withSound } from '../support/sound.ts';
import type { heardAlike } from './in-page/hear.ts';
import type { opusOf } from './in-page/made-sound.ts';

const clip = 'media/faces/intel_head-pose-face-detection-female.mp4';
const clicksS = [0.2503, 0.8107, 1.4011, 1.9507];

let runner: JobRunner;
let site: Site;
beforeAll(async () => {
  runner = await JobRunner.open();
  site = await openSite();
});
afterAll(async () => {
  await runner.close();
  await site.close();
});

const hear = (path: string): Promise<{ clicksS: number[] }> => site.call('hear', 'hear', null, [path]);
const check = ({ audit }: Report, name: string): { passed: boolean; detail: string } | undefined => audit.checks.find((each) => each.name === name);

describe('a job with treatments', () => {
  it('makes only what it must anew of Opus, and nothing moves', async (context) => {
    const mkv = join(runner.folder, 'opus.mkv');
    const { packets, preSkip } = await site.call<Awaited<ReturnType<typeof opusOf>>>('made-sound', 'opusOf', { sound: [...clicks(2.5, 48_000, clicksS)] });
    await withSound(requireShared(context, clip), mkv, opusSound(packets, preSkip));
    const audio = { treatments: [{ kind: 'silence', where: { kind: 'range', startUs: 700_000, endUs: 900_000 } }] } as const;
    const told: string[] = [];
    const { output, report } = await runner.anonymize(mkv, { quality: 'fast', audio, endS: 2 }, { onEvent: (event) => event.kind === 'notice' && told.push(event.code) });
    expect(report.sound).toMatchObject({ fate: 'partly-reencoded', codec: 'opus', treated: [{ kind: 'silence' }] });
    expect(report.sound.treated[0]?.seconds).toBeCloseTo(0.2, 6);
    expect(report.stillIdentifies).toContain('voice');
    expect(check(report, 'sound')?.detail).toMatch(/bit-identical; \d+ packets of opus made anew/);
    expect(check(report, 'treated sound')).toMatchObject({ passed: true });
    expect(told).not.toContain('sound-reencoded');
    const heard = await hear(output);
    expect(heard.clicksS.length).toBe(3);
    [0, 2, 3].forEach((click, i) => expect(Math.abs((heard.clicksS[i] as number) - (clicksS[click] as number)), `click ${click}`).toBeLessThan(0.0008));
  });

  it('makes a track of AAC wholly anew as Opus, in its place, and proves what it took out', async (context) => {
    const source = requireShared(context, 'media/containers/A4.mp4');
    const [bleepS, silenceS, disguiseS] = [[0.6, 1.2], [1.5, 1.9], [2.1, 2.6]] as const;
    const range = ([startS, endS]: readonly [number, number]) => ({ kind: 'range', startUs: startS * 1e6, endUs: endS * 1e6 }) as const;
    const audio = { treatments: [{ kind: 'bleep', where: range(bleepS) }, { kind: 'silence', where: range(silenceS) }, { kind: 'disguise', where: range(disguiseS) }] } as const;
    const told: string[] = [];
    const { output, report } = await runner.anonymize(source, { quality: 'fast', audio }, { onEvent: (event) => event.kind === 'notice' && told.push(event.code) });
    expect(told).toEqual(expect.arrayContaining(['sound-reencoded', 'voice-disguised']));
    expect(report.sound.fate).toBe('reencoded');
    expect(report.sound.treated.map(({ kind, seconds }) => [kind, Math.round(seconds * 1e6) / 1e6])).toEqual([['silence', 0.4], ['bleep', 0.6], ['disguise', 0.5]]);
    expect(check(report, 'treated sound')?.passed).toBe(true);
    expect(report.notes).toContain('disguised voices may still be recognised, and what they say is heard');
    const alike = await site.call<Awaited<ReturnType<typeof heardAlike>>>('hear', 'heardAlike', { ranges: [[0.1, 0.55], bleepS, silenceS, [2.15, 2.55], [2.65, 3]] }, [source, output]);
    // What was left alone is heard as it was, at the same moment; what was treated is not.
    for (const kept of [0, 4]) expect(alike[kept]).toMatchObject({ bestLag: 0 });
    for (const kept of [0, 4]) expect(alike[kept]?.likeness, `stretch ${kept}`).toBeGreaterThan(0.98);
    for (const taken of [1, 2, 3]) expect(Math.abs(alike[taken]?.likeness ?? 1), `stretch ${taken}`).toBeLessThan(0.2);
    expect(alike[2]?.level).toBeLessThan(0.005);
    expect(alike[1]?.level).toBeGreaterThan(0.015);
  });
});
