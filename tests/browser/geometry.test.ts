import { openAsBlob } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameBox, iou } from '../../src/core/boxes.ts';
import type { FrameBox } from '../../src/core/boxes.ts';
import type { Analysis } from '../../src/documents/analysis.ts';
import { openMovie } from '../../src/media/open-movie.ts';
import { JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { TrackHeader } from '../support/track-header.ts';
import { readTruth } from '../support/truth.ts';
import type { Turn } from './in-page/oriented.ts';
import type { Shown } from './in-page/shown.ts';

const clip = 'intel_head-pose-face-detection-female';
const clipPath = `media/faces/${clip}.mp4`;
/** Nothing in the clip is green. */
const green = { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'solid', color: '#00ff00' } } as const;

let runner: JobRunner;
let site: Site;
beforeAll(async () => {
  [runner, site] = await Promise.all([JobRunner.open(), openSite()]);
});
afterAll(async () => {
  await Promise.all([runner.close(), site.close()]);
});

const isGreen = ([red, green, blue]: readonly [number, number, number]): boolean => green > 200 && red < 60 && blue < 60;

/** Looks at a finished video as a viewer does: known faces are green, the corners are not. */
async function expectHidden(output: string, frames: readonly number[]): Promise<void> {
  const { faces, times } = readTruth(clip);
  for (const frame of frames) {
    const known = faces[frame]!.map(({ box }) => [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)] as const);
    expect(known.length, `frame ${frame} of the truth`).toBeGreaterThan(0);
    const points = [...known, [3, 3], [476, 3], [3, 266], [476, 266]];
    const shown = await site.call<Shown>('shown', 'shown', { atS: times[frame]! + 0.02, points, reachPx: 1 }, [output]);
    expect([shown.widthPx, shown.heightPx]).toEqual([480, 270]);
    expect(shown.colors.map(isGreen), `frame ${frame}`).toEqual(points.map((_, i) => i < known.length));
  }
}

function boxesByFrame({ tracks }: Analysis): Map<number, FrameBox[]> {
  const found = new Map<number, FrameBox[]>();
  for (const { frames, boxes } of tracks) {
    frames.forEach((frame, i) => {
      const [x, y, width, height] = boxes.subarray(4 * i, 4 * i + 4) as unknown as [number, number, number, number];
      found.set(frame, [...(found.get(frame) ?? []), frameBox(x, y, width, height)]);
    });
  }
  return found;
}

const orientations: [name: string, turn: Turn][] = [
  ['as it is', [1, 0, 0, 1]],
  ['a quarter turn clockwise', [0, 1, -1, 0]],
  ['half a turn', [-1, 0, 0, -1]],
  ['a quarter turn anticlockwise', [0, -1, 1, 0]],
  ['mirrored left to right', [-1, 0, 0, 1]],
  ['mirrored top to bottom', [1, 0, 0, -1]],
  ['mirrored along the diagonal', [0, 1, 1, 0]],
  ['mirrored along the other diagonal', [0, -1, -1, 0]],
];

describe('faces are found and hidden where a viewer sees them, and the matrix is kept', () => {
  it.for(orientations)('%s', async ([name, turn], context) => {
    const input = join(runner.folder, `${name.replaceAll(' ', '-')}.mp4`);
    await writeFile(input, Buffer.from(await site.call<string>('oriented', 'oriented', turn, [requireShared(context, clipPath)]), 'base64'));
    const { output } = await runner.anonymize(input, { hide: green });
    await expectHidden(output, [3, 17]);
    const [before, after] = await Promise.all([input, output].map(async (path) => (await openMovie(await openAsBlob(path), path)).video.matrix));
    expect([...after!]).toEqual([...before!]);
    const found = boxesByFrame(await runner.analyze(input)); // from the journal of the job before
    readTruth(clip).faces.forEach((known, frame) => {
      for (const { box } of known) expect(Math.max(0, ...(found.get(frame) ?? []).map((each) => iou(each, box))), `frame ${frame}`).toBeGreaterThan(0.4);
    });
  });
});

describe('a header that says more of the picture than its size: out as in, as a player shows it', () => {
  it.for([
    ['a header twice as wide', (header: TrackHeader) => header.setShownSize(960, 270), 960, 270],
    ['no size in the header', (header: TrackHeader) => header.setShownSize(0, 0), 480, 270],
    ['a matrix that stretches', (header: TrackHeader) => header.setMatrix([2, 0, 0, 1]), 960, 270],
    ['a matrix that enlarges', (header: TrackHeader) => header.setMatrix([2, 0, 0, 2]), 480, 270],
    ['a matrix of zeros', (header: TrackHeader) => header.setMatrix([0, 0, 0, 0]), 480, 270],
    ['a movie that turns', (header: TrackHeader) => header.setMovieMatrix([0, 1, -1, 0]), 270, 480],
    ['a sample entry of another size than the stream', (header: TrackHeader) => header.setStoredSize(464, 260).setShownSize(464, 260), 480, 270],
    ['a picture at 30°', (header: TrackHeader) => header.setMatrix([0.866, 0.5, -0.5, 0.866]), 480, 270],
  ] as const)('%s', async ([name, change, widthPx, heightPx], context) => {
    const input = join(runner.folder, `${name.replaceAll(/\W/g, '-')}.mp4`);
    await writeFile(input, change(new TrackHeader(await readFile(requireShared(context, clipPath)))).bytes);
    const notices: string[] = [];
    const { output } = await runner.anonymize(input, { quality: 'fast', endS: 0.3, hide: green }, { onEvent: (event) => event.kind === 'notice' && notices.push(event.code) });
    expect(notices.filter((code) => code !== 'tracks-left-out')).toEqual(name === 'a picture at 30°' ? ['picture-askew'] : []);
    for (const path of [input, output]) {
      const shown = await site.call<Shown>('shown', 'shown', { atS: 0.1, points: [], reachPx: 0 }, [path]);
      expect([shown.widthPx, shown.heightPx], path === input ? 'in' : 'out').toEqual([widthPx, heightPx]);
      const { geometry } = (await openMovie(await openAsBlob(path), path)).video;
      expect([geometry.widthPx, geometry.heightPx]).toEqual([widthPx, heightPx]);
    }
  });
});

it('a stream that changes its size midway is stretched to the first, faces hidden in both parts, and the report says so', async (context) => {
  const source = requireShared(context, clipPath);
  const input = join(runner.folder, 'resized.webm');
  await writeFile(input, Buffer.from(await site.call<string>('resized', 'resized', { fromFrame: 10 }, [source]), 'base64'));
  const { output, report } = await runner.anonymize(input, { hide: green });
  await expectHidden(output, [3, 17]);
  expect(report.notes).toContain(`${report.output.frames - 10} frames had another size and were stretched to that of the video`);
});
