import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode, encode } from 'jpeg-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/documents/report.ts';
import { JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import type { Area } from './in-page/difference.ts';

const bin = fileURLToPath(new URL('../../cli/veil.mjs', import.meta.url));
const jobTimeoutMs = 110_000;
/** Encoding anew changes a kept face by less than this, of 255; a hidden one differs by more than twice as much. */
const sameMax = 8;
const otherMin = 16;

let runner: JobRunner;
let site: Site;
beforeAll(async () => {
  runner = await JobRunner.open();
  site = await openSite();
});
afterAll(async () => {
  await site.close();
  await runner.close();
});

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** The command line itself. */
function veil(...options: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, ...options], { timeout: jobTimeoutMs });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
    child.on('close', (code) => resolve({ code, said }));
  });
}

/** The mean difference of two JPEG pictures in an area, 0–255. */
function difference(a: string, b: string, { x, y, width, height }: Area): number {
  const [first, second] = [decode(readFileSync(a), { useTArray: true }), decode(readFileSync(b), { useTArray: true })];
  let sum = 0;
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) {
      const at = 4 * (row * first.width + column);
      for (let channel = 0; channel < 3; channel++) sum += Math.abs((first.data[at + channel] as number) - (second.data[at + channel] as number));
    }
  }
  return sum / (3 * width * height);
}

describe('a photo of four people, on the command line', () => {
  /** The middle of one face, and of another where the mask of the father beside it does not reach: too much turned away, he is unsure. */
  const mother = { x: 452, y: 262, width: 32, height: 40 };
  const son = { x: 230, y: 200, width: 50, height: 50 };
  const photo = 'media/photos/identification1.jpg';
  const parts = (report: Report): string[] => report.people.map(({ decision, sure }) => `${decision}${sure ? '' : '?'}`);

  it('--keep leaves the one person and hides the others', async (context) => {
    const [input, mom] = [requireShared(context, photo), requireShared(context, 'media/photos/Family1-Mom1.jpg')];
    const [output, reportPath] = [join(runner.folder, 'mom.jpg'), join(runner.folder, 'mom.json')];
    const { code, said } = await veil('anonymize', input, '-o', output, '--keep', mom, '--report', reportPath, '--fill', 'solid');
    expect(code, said).toBe(0);
    const report = JSON.parse(readFileSync(reportPath, 'utf8')) as Report;
    expect(parts(report).filter((part) => part === 'shown')).toHaveLength(1);
    expect(report.people.length).toBeGreaterThanOrEqual(4);
    expect(report.stillIdentifies).toEqual(['clothes', 'place']);
    expect(said).toMatch(/person \d+ shown/);
    expect(difference(input, output, mother)).toBeLessThan(sameMax);
    expect(difference(input, output, son)).toBeGreaterThan(otherMin);
  });

  it('--hide hides the one person and shows others who are surely known', async (context) => {
    const [input, boy] = [requireShared(context, photo), requireShared(context, 'media/photos/Family1-Son1.jpg')];
    const output = join(runner.folder, 'son.jpg');
    const { code, said } = await veil('anonymize', input, '-o', output, '--hide', boy, '--fill', 'solid');
    expect(code, said).toBe(0);
    expect(difference(input, output, son)).toBeGreaterThan(otherMin);
    expect(difference(input, output, mother)).toBeLessThan(sameMax);
  });

  it.for<[string, string, number, string]>([
    ['who is not in it', 'media/photos/Family3-Man1.jpg', 5, 'not recognised'],
    ['of several people', 'media/photos/detection4.jpg', 3, 'shows several people'],
  ])('--keep with a photo of somebody %s makes nothing, and says why', async ([, reference, exit, words], context) => {
    const [input, picture] = [photo, reference].map((path) => requireShared(context, path)) as [string, string];
    const output = join(runner.folder, `none-${exit}.jpg`);
    const { code, said } = await veil('anonymize', input, '-o', output, '--keep', picture);
    expect([code, existsSync(output), existsSync(`${output}.part`)], said).toEqual([exit, false, false]);
    expect(said).toContain(words);
    expect(said).toContain(picture.split('/').at(-1));
  });

  it('--keep with a photo of nobody makes nothing, and names it', async (context) => {
    const input = requireShared(context, photo);
    const grey = join(runner.folder, 'grey.jpg');
    await writeFile(grey, encode({ width: 200, height: 200, data: Buffer.alloc(160_000, 128) }, 90).data);
    const output = join(runner.folder, 'nobody.jpg');
    const { code, said } = await veil('anonymize', input, '-o', output, '--keep', grey);
    expect([code, existsSync(output)], said).toEqual([3, false]);
    expect(said).toContain('grey.jpg');
  });
});

describe('a video of three people who cross', () => {
  it('keeps the pixels of the one in the photo, and hides the others', async (context) => {
    const clip = requireShared(context, 'media/faces/crossing_three.mp4');
    const png = await site.call<string>('recognize', 'photoOf', { frame: 3 }, [requireShared(context, 'media/faces/asl_again.mkv')]);
    const photo = join(runner.folder, 'A.png');
    await writeFile(photo, Buffer.from(png, 'base64'));
    const { output, report } = await runner.anonymize(clip, { endS: 3, hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'solid', color: '#ff00ff' } } }, { references: [{ role: 'keep', path: photo }] });
    expect(report.people.filter(({ decision }) => decision === 'shown')).toHaveLength(1);
    expect(report.recognition.facesLookedAt / report.recognition.facesFollowed).toBeLessThan(0.1);
    // The middles of the faces of A and B (and C) in frame 70, from the windows that the clip was made of.
    const { windows } = JSON.parse(readFileSync(requireShared(context, 'media/faces/crossing_three.json'), 'utf8')) as { windows: Record<'A' | 'B' | 'C', [number, number]>[] };
    const face = (name: 'A' | 'B' | 'C'): Area => {
      const [x, y] = windows[70]?.[name] ?? [0, 0];
      return { x: Math.round(x) + 135, y: Math.round(y) + 65, width: 40, height: 40 };
    };
    const [a = 0, b = 0, c = 0] = await site.call<number[]>('difference', 'difference', { frame: 70, areas: [face('A'), face('B'), face('C')] }, [clip, output]);
    expect(a).toBeLessThan(sameMax);
    expect(b).toBeGreaterThan(otherMin);
    expect(c).toBeGreaterThan(otherMin);
  });
});
