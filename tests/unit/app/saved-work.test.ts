import { describe, expect, it } from 'vitest';
import { withSavedWork } from '../../../src/app/headless/saved-work.ts';
import { projectOf } from '../../../src/app/state/project-keeper.ts';
import { saveProject } from '../../../src/documents/project-json.ts';
import type { JobOptions, SourceSummary } from '../../../src/rpc/job-types.ts';
import { defaultOptions } from '../../support/jobs.ts';

const source = { name: 'a.mp4', fingerprint: 'abc', widthPx: 640, heightPx: 480 } as SourceSummary;
const job = { inspect: () => Promise.resolve(source) };
const draw = { kind: 'draw', mask: 1, shape: 'box', firstFrame: 0, lastFrame: 0, keyframes: [{ frame: 0, box: { x: 0, y: 0, width: 5, height: 5 } }] } as const;
const made: JobOptions = { ...defaultOptions, sensitivity: 0.8, corrections: [draw] };
const project = saveProject(projectOf(source, made, made, 'c0ffee00'));

describe('work that was done before', () => {
  it('is taken up: choices, corrections, then the boxes of another tool under new ids', async () => {
    const options = await withSavedWork(defaultOptions, { project, labels: '1,1,11,21,30,40', chosen: [] }, job);
    expect(options.sensitivity).toBe(0.8);
    expect(options.corrections).toMatchObject([draw, { kind: 'draw', mask: 2, keyframes: [{ frame: 0, box: { x: 10, y: 20 } }] }]);
  });

  it('gives way to what is chosen anew', async () => {
    expect((await withSavedWork({ ...defaultOptions, sensitivity: 0.1 }, { project, chosen: ['sensitivity'] }, job)).sensitivity).toBe(0.1);
  });

  it("an editor's cuts are all that is taken, and nobody looks at more; they count more than a project's points", async () => {
    const cuts = '001  AX       V     C        00:00:04:00 00:00:06:00 00:00:00:00 00:00:02:00';
    const options = await withSavedWork(defaultOptions, { project, cuts, chosen: ['startS', 'endS'] }, { inspect: () => Promise.resolve({ ...source, frameRate: 25 }) });
    const [startS, endS] = [99.75 / 25, 149.75 / 25];
    expect(options).toMatchObject({ cut: { kind: 'ranges', ranges: [{ startS, endS }] }, startS, endS });
  });

  it('is nothing when there is none, and nobody asks for the file', async () => {
    const silent = { inspect: () => Promise.reject(new Error('asked')) };
    expect(await withSavedWork(defaultOptions, { chosen: [] }, silent)).toBe(defaultOptions);
  });

  it.each([
    ['of another video', { project: saveProject(projectOf({ ...source, fingerprint: 'def' }, made, made, 'c0ffee00')) }, 'document/wrong-source'],
    ['damaged', { project: '{' }, 'document/invalid'],
    ['with boxes of another picture size', { labels: '{"images":[{"id":1,"width":10,"height":10}],"categories":[],"annotations":[]}' }, 'document/invalid'],
  ])('is refused when it is %s', async (_, work, code) => {
    await expect(withSavedWork(defaultOptions, { ...work, chosen: [] }, job)).rejects.toMatchObject({ code });
  });
});
