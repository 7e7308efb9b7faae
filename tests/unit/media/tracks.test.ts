import { beforeEach, describe, expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import { leftOutText } from '../../../src/core/left-out.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { withMetadata } from '../../support/metadata.ts';
import { dataBox, editHeader, tracksOf } from '../../support/edit-boxes.ts';
import { requireShared, needsSharedMedia } from '../../support/shared.ts';
import { filmOf, placesOf } from '../../support/tracks.ts';

beforeEach(needsSharedMedia);

const clip = 'media/containers/A4.mp4';
const said = async (bytes: Buffer<ArrayBuffer>): Promise<string[]> => (await openMovie(new Blob([bytes]), 'film')).leftOut.map(leftOutText).sort();
/** Switches a track of an MP4 on or off (flag 1 of its header). */
function enable(mp4: Buffer, track: number, on: boolean): void {
  mp4[(placesOf(mp4, 'tkhd')[track] as number) + 11] = on ? 3 : 2;
}

describe('a film with two sounds, subtitles, tags and a cover', () => {
  it('in Matroska: the default sound is taken, all else is named', async (context) => {
    const film = await filmOf(requireShared(context, clip), 'mkv');
    const { audio } = await openMovie(new Blob([film]), 'film');
    expect(audio).toMatchObject({ language: 'kor' });
    expect(audio?.samples.count).toBeGreaterThan(100);
    expect(await said(film)).toEqual(['another audio track (aac, eng)', 'attached files', 'device or program', 'subtitles (S_TEXT/WEBVTT, kor)', 'title and other tags']);
  });

  it('in MP4: the first enabled sound is taken, all else is named', async (context) => {
    const film = await filmOf(requireShared(context, clip), 'mp4');
    enable(film, 1, false);
    enable(film, 2, true);
    expect((await openMovie(new Blob([film]), 'film')).audio?.language).toBe('kor');
    expect(await said(film)).toEqual(['another audio track (mp4a, eng)', 'cover picture', 'dates', 'subtitles (wvtt, kor)', 'title and other tags']);
    enable(film, 1, true);
    expect((await openMovie(new Blob([film]), 'film')).audio?.language).toBe('eng');
  });

  it.for([
    ['gpmd', 'timed metadata (position, motion and the like) (gpmd, kor)'],
    ['camm', 'timed metadata (position, motion and the like) (camm, kor)'],
  ] as const)('knows the telemetry of cameras (%s)', async ([type, text], context) => {
    const film = await filmOf(requireShared(context, clip), 'mp4');
    film.write(type, (placesOf(film, 'wvtt')[0] as number) + 4, 'latin1');
    expect(await said(film)).toContain(text);
  });

  it('knows texts that the picture names as its chapters', async (context) => {
    const film = await filmOf(requireShared(context, clip), 'mp4');
    const withChapters = editHeader(film, (moov) => {
      const reference = Buffer.alloc(4);
      reference.writeUInt32BE(4); // the fourth track is the text
      tracksOf(moov, 'vide')[0]?.boxes.push({ type: 'tref', boxes: [dataBox('chap', reference)], data: Buffer.alloc(0) });
    });
    expect(await said(withChapters)).toContain('chapters (wvtt, kor)');
  });
});

describe('what phones write into a file', () => {
  it('is named, by kind, and nothing of what it says', async (context) => {
    const before = await readFile(requireShared(context, clip));
    const found = await said(Buffer.from(withMetadata(before)));
    expect(found).toEqual(['cover picture', 'dates', 'device or program', 'other data', 'place']);
  });
});

describe('a video track that is no video', () => {
  it('of one still picture is a cover, even before the main video', async (context) => {
    const film = await filmOf(requireShared(context, clip), 'mp4');
    // A second video track like MP4 taggers write: the sound track with ten packets becomes one, of JPEG, with one picture.
    const handler = placesOf(film, 'soun')[0] as number;
    film.write('vide', handler + 4, 'latin1');
    film.write('jpeg', (placesOf(film, 'mp4a')[0] as number) + 4, 'latin1');
    const times = placesOf(film, 'stts')[1] as number;
    film.writeUInt32BE(1, times + 12);
    film.writeUInt32BE(1, times + 16);
    expect(await said(film)).toContain('cover picture (jpeg, eng)');
  });
});
