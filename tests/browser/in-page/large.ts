import { decodeFrames } from '../../../src/media/decode-frames.ts';
import { openMovie } from '../../../src/media/open-movie.ts';

/** Where a sample lies, and the first number in it. */
export interface FoundSample {
  readonly offset: number;
  readonly mark: number;
}

/** Opens a file and reads the samples asked for (decode order), by their first four bytes. */
export async function readSamples(wanted: readonly number[], [file]: [File]): Promise<{ ms: number; found: FoundSample[]; lastSoundOffset: number }> {
  const startedMs = performance.now();
  const { video, audio } = await openMovie(file, file.name);
  const reader = video.openReader();
  const found: FoundSample[] = [];
  for (const sample of wanted) {
    const data = await reader.read(sample);
    found.push({ offset: video.samples.offset[sample] as number, mark: new DataView(data.buffer, data.byteOffset).getUint32(0) });
  }
  return { ms: performance.now() - startedMs, found, lastSoundOffset: audio?.samples.offset.at(-1) ?? 0 };
}

/** Opens a file and decodes single frames (presentation indices); how long each took. */
export async function seekFrames(wanted: readonly number[], [file]: [File]): Promise<{ openMs: number; seekMs: number[]; lastFrame: number; offset: number }> {
  const startedMs = performance.now();
  const movie = await openMovie(file, file.name);
  const openMs = performance.now() - startedMs;
  const lastFrame = movie.video.ticks.length - 1;
  const seekMs: number[] = [];
  for (const asked of wanted) {
    const frame = Math.min(asked, lastFrame);
    const beganMs = performance.now();
    for await (const decoded of decodeFrames(movie, { firstFrame: frame, lastFrame: frame })) {
      using held = decoded;
      if (held.value.picture === null) throw new Error(`frame ${frame} cannot be decoded`);
    }
    seekMs.push(performance.now() - beganMs);
  }
  return { openMs, seekMs, lastFrame, offset: movie.video.samples.offset.at(-1) as number };
}
