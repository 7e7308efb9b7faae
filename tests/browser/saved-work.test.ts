import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectOf } from '../../src/app/state/project-keeper.ts';
import { boxOf } from '../../src/documents/box-columns.ts';
import type { Corrections } from '../../src/documents/corrections.ts';
import { readLabels, writeLabels } from '../../src/documents/exchange/exchange.ts';
import { loadProject, saveProject } from '../../src/documents/project-json.ts';
import type { SourceSummary } from '../../src/rpc/job-types.ts';
import { defaultOptions, JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';

/** One face, in the middle of the picture; a third of a second of it. */
const clip = 'media/faces/intel_head-pose-face-detection-female.mp4';
const options = { ...defaultOptions, quality: 'fast', detector: 'embedded', endS: 0.4 } as const;
const black = { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'solid', color: '#000000' } } as const;

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

const pixelOf = (file: string, frame: number, x: number, y: number): Promise<number[]> => site.call<number[]>('pixel', 'pixel', { frame, x: Math.round(x), y: Math.round(y) }, [file]);

describe('work that was done before, from the command line', () => {
  it('a project: whom it shows can be seen, what it draws is hidden in its own fill, how it looked is kept', async (context) => {
    const source = requireShared(context, clip);
    const { source: info, tracks } = await runner.analyze(source, options);
    const { foundDigest } = (await runner.anonymize(source, options)).report;
    const face = boxOf((tracks[0] as (typeof tracks)[number]).boxes, 1);
    const [x, y] = [face.x + face.width / 2, face.y + face.height / 2];
    const corrections: Corrections = [
      ...tracks.map(({ id }) => ({ kind: 'decide', track: id, decision: 'show' }) as const),
      { kind: 'draw', mask: 1, shape: 'polygon', firstFrame: 0, lastFrame: 99, fill: { kind: 'solid', color: '#ff0000' }, keyframes: [{ frame: 0, points: [4, 4, 100, 4, 4, 100] }] },
      { kind: 'decide', track: 77, decision: 'hide' },
    ];
    const summary = { name: 'x.mp4', fingerprint: info.fingerprint } as SourceSummary;
    const project = saveProject(projectOf(summary, { ...options, hide: black, corrections }, options, foundDigest));
    const { output, report } = await runner.anonymize(source, {}, { saved: { project, chosen: [] } });
    expect(report.output.frames).toBeLessThan(12); // the range is the project's
    expect(report).toMatchObject({ tracks: 0, framesHiddenWhole: 0, review: { masksDrawn: 1, correctionsWithoutEffect: 1 } });
    expect(report.audit.passed).toBe(true);
    const [before, after, drawn, beside] = [await pixelOf(source, 1, x, y), await pixelOf(output, 1, x, y), await pixelOf(output, 1, 30, 30), await pixelOf(output, 1, 90, 90)];
    after.forEach((value, channel) => expect(Math.abs(value - (before[channel] as number))).toBeLessThan(30));
    const isRed = ([red = 0, green = 0]: number[]): boolean => red > 180 && green < 70;
    expect([isRed(drawn), isRed(beside)]).toEqual([true, false]); // beyond the slanted edge nothing is drawn
    const { output: hidden, report: chosenAnew } = await runner.anonymize(source, { hide: black }, { saved: { project: project.replaceAll('"show"', '"hide"'), chosen: ['hide'] } });
    expect(chosenAnew.tracks).toBeGreaterThan(0);
    expect(Math.max(...(await pixelOf(hidden, 1, x, y)))).toBeLessThan(40);
    const files = await readdir(runner.folder);
    for (const other of [saveProject({ ...loadProject(project), found: '00000000' }), saveProject({ ...loadProject(project), found: null })]) {
      await expect(runner.anonymize(source, {}, { saved: { project: other, chosen: [] } })).rejects.toMatchObject({ code: 'people/others-found' });
    }
    expect(await readdir(runner.folder)).toEqual(files); // nothing was made
  }, 110_000);

  it('a project of another video is refused', async (context) => {
    const project = saveProject(projectOf({ name: 'y.mp4', fingerprint: 'other' } as SourceSummary, options, options, '00000000'));
    await expect(runner.anonymize(requireShared(context, clip), {}, { saved: { project, chosen: [] } })).rejects.toMatchObject({ code: 'document/wrong-source' });
  });

  it.for(['mot', 'coco', 'cvat'] as const)('what was found is written as %s, and boxes in it are hidden to their corners', async (format, context) => {
    const source = requireShared(context, clip);
    const found = readLabels(await runner.labels(source, format, options));
    expect(found.tracks[0]?.samples.length).toBeGreaterThan(3);
    const paper = Array.from({ length: 5 }, (_, frame) => ({ frame, box: { x: 10, y: 10, width: 60, height: 40 }, score: 1 }));
    const labels = writeLabels({ ...found, widthPx: 480, heightPx: 270, frameCount: 23, tracks: [{ id: 1, label: 'paper', samples: paper }] }, format);
    const { output, report } = await runner.anonymize(source, { ...options, hide: black }, { saved: { labels, chosen: [] } });
    expect(report.review.masksDrawn).toBe(1);
    const [before, corner, beside] = [await pixelOf(source, 1, 12, 47), await pixelOf(output, 1, 12, 47), await pixelOf(output, 1, 100, 80)];
    expect([Math.max(...before) > 100, Math.max(...corner) < 60, Math.max(...beside) > 100]).toEqual([true, true, true]);
  });
});
