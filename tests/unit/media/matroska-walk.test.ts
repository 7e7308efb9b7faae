import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { countMatroskaGaps } from '../../../src/media/matroska-walk.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { requireShared } from '../../support/shared.ts';

const element = (id: number[], ...contents: Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const body = Buffer.concat(contents);
  return Uint8Array.from([...id, 0x10 | (body.length >> 24), (body.length >> 16) & 0xff, (body.length >> 8) & 0xff, body.length & 0xff, ...body]);
};
const block = element([0xa3], new Uint8Array(300).fill(7));
const time = element([0xe7], Uint8Array.of(1));
const cluster = element([0x1f, 0x43, 0xb6, 0x75], time, block, block);
const liveCluster = Uint8Array.from([0x1f, 0x43, 0xb6, 0x75, 0xff, ...time, ...block, ...block]);
const info = element([0x15, 0x49, 0xa9, 0x66], new Uint8Array(20));
const ebml = element([0x1a, 0x45, 0xdf, 0xa3], new Uint8Array(10));
const file = (...contents: Uint8Array[]): Blob => new Blob([ebml, element([0x18, 0x53, 0x80, 0x67], ...contents)]);
const liveFile = (...contents: Uint8Array[]): Blob => new Blob([ebml, Uint8Array.from([0x18, 0x53, 0x80, 0x67, 0xff]), Buffer.concat(contents)]);
const zeros = new Uint8Array(50);
const brokenCluster = Uint8Array.from(cluster).fill(0, 320, 330);

describe('gaps between the elements of a Matroska file', () => {
  it.each([
    ['a whole file', file(info, cluster, cluster), 0],
    ['a live recording, sizes unknown', liveFile(info, liveCluster, liveCluster), 0],
    ['junk between clusters', file(info, cluster, zeros, cluster), 1],
    ['junk between clusters, twice', file(info, cluster, zeros, cluster, zeros, cluster), 2],
    ['a block without a head', file(info, cluster, brokenCluster, cluster), 1],
    ['a cluster longer than the segment', file(info, cluster, cluster.subarray(0, 400)), 1],
    ['no Matroska at all', new Blob([zeros]), 0],
    ['nothing', new Blob([]), 0],
  ])('%s', async (_, blob, gaps) => {
    expect(await countMatroskaGaps(blob)).toBe(gaps);
  });

  it.for(['faces/asl_again.mkv', 'faces/asl_walk.mkv', 'faces/cap12_edit.webm', 'containers/frames.webm', 'containers/annex-b-avc.mkv'])('%s has none', async (path, context) => {
    expect(await countMatroskaGaps(new Blob([await readFile(requireShared(context, `media/${path}`))]))).toBe(0);
  });

  it('are told by what is opened: pictures are missing', async (context) => {
    const bytes = await readFile(requireShared(context, 'media/faces/cap12_edit.webm'));
    const whole = await openMovie(new Blob([bytes]), 'whole');
    expect(whole.leftOut.join()).not.toContain('damaged');
    const damaged = await openMovie(new Blob([bytes.fill(0, 400_000, 410_000)]), 'damaged');
    expect(damaged.video.ticks.length).toBeLessThan(whole.video.ticks.length);
    expect(damaged.leftOut.join()).toContain('1 damaged part of the file');
  });
});
