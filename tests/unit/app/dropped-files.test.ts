import { describe, expect, it } from 'vitest';
import { droppedFiles, folderFiles } from '../../../src/app/state/dropped-files.ts';

const jpeg = (name: string): File => new File([Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)], name);
const text = (name: string): File => new File(['Dear reader'], name);

interface Entry {
  readonly name: string;
  readonly isDirectory: boolean;
  readonly held?: File;
}
const fileEntry = (held: File): Entry => ({ name: held.name, isDirectory: false, held, file: (done: (file: File) => void) => done(held) }) as Entry;
/** A folder whose reader gives two entries at a time, as browsers give a hundred. */
function folderEntry(name: string, ...entries: Entry[]): Entry {
  const createReader = (): object => {
    const left = [...entries];
    return { readEntries: (done: (entries: Entry[]) => void) => done(left.splice(0, 2)) };
  };
  return { name, isDirectory: true, createReader } as Entry;
}
function dropped(...entries: (Entry | string)[]): DataTransferItemList {
  return entries.map((entry) =>
    typeof entry === 'string'
      ? { kind: 'string', webkitGetAsEntry: (): null => null, getAsFile: (): null => null }
      : { kind: 'file', webkitGetAsEntry: () => entry, getAsFile: (): File | null => entry.held ?? null },
  ) as unknown as DataTransferItemList;
}
const names = (files: readonly File[]): string[] => files.map(({ name }) => name);

describe('what is dropped', () => {
  it('is taken as it is, file by file: each is told what is wrong with it', async () => {
    const { files, passedOver } = await droppedFiles(dropped(fileEntry(jpeg('a.jpg')), 'a link', fileEntry(text('letter.mp4'))));
    expect(names(files)).toEqual(['a.jpg', 'letter.mp4']);
    expect(passedOver).toEqual([]);
  });

  it('as a folder gives all videos and pictures in it and below, more than its reader gives at once, by name', async () => {
    const sea = folderEntry('sea', fileEntry(jpeg('3.jpg')), fileEntry(jpeg('1.jpg')), fileEntry(jpeg('2.jpg')));
    const album = folderEntry('album', fileEntry(text('notes.txt')), sea, folderEntry('empty'), fileEntry(jpeg('zoo.jpg')), fileEntry(jpeg('lies.txt')));
    const { files, passedOver } = await droppedFiles(dropped(album, fileEntry(jpeg('single.jpg'))));
    expect(names(files)).toEqual(['single.jpg', 'lies.txt', '1.jpg', '2.jpg', '3.jpg', 'zoo.jpg']);
    expect(passedOver).toEqual(['notes.txt']);
  });

  it('of a chosen folder keeps what cannot be read: it fails in its place', async () => {
    const gone = { name: 'gone.jpg', slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }) } as unknown as File;
    const { files, passedOver } = await folderFiles([gone, text('b.txt'), jpeg('c.jpg')]);
    expect(names(files)).toEqual(['gone.jpg', 'c.jpg']);
    expect(passedOver).toEqual(['b.txt']);
  });
});
