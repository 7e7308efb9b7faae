import { decodeFrames } from '../../../src/media/decode-frames.ts';
import { openMovie } from '../../../src/media/open-movie.ts';

/** Opens a copy of the first file, changes it on disk, and decodes: the code of the error that comes, or 'none'. */
export async function changedFile(_: unknown, [original]: [File]): Promise<string> {
  const handle = await (await navigator.storage.getDirectory()).getFileHandle(crypto.randomUUID(), { create: true });
  const write = async (content: Blob): Promise<void> => {
    const stream = await handle.createWritable();
    await stream.write(content);
    await stream.close();
  };
  await write(original);
  const file = await handle.getFile();
  const movie = await openMovie(file, original.name);
  await new Promise((resolve) => setTimeout(resolve, 1100)); // a change is seen by its time, which some file systems count in seconds
  await write(new Blob([new Uint8Array(original.size)]));
  try {
    for await (const decoded of decodeFrames(movie, { firstFrame: 0, lastFrame: movie.video.ticks.length - 1 })) decoded.close();
    return 'none';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
