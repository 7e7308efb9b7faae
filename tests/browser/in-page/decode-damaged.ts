import { AppError } from '../../../src/core/errors.ts';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { mutate } from '../../support/mutate.ts';
import { framesLeftOpen, watchFrames } from './open-frames.ts';

export interface DamagedDecode {
  readonly seed: number;
  readonly kind: string;
  /** 'decoded', the code of an AppError, or what else was thrown. */
  readonly answer: string;
  readonly ms: number;
  /** Frames that came out of those asked for, and how many of them as null. */
  readonly frames: number;
  readonly asked: number;
  readonly unknown: number;
}

/** Opens damaged copies of the first file one after another and decodes the first frames of each. Throws when pictures stay open. */
export async function decodeDamaged({ firstSeed, copies, framesMax }: { firstSeed: number; copies: number; framesMax: number }, [file]: [File]): Promise<DamagedDecode[]> {
  const original = new Uint8Array(await file.arrayBuffer());
  const results: DamagedDecode[] = [];
  watchFrames();
  for (let seed = firstSeed; seed < firstSeed + copies; seed += 1) {
    const { kind, bytes } = mutate(original, seed);
    const startedMs = performance.now();
    const counts = { frames: 0, asked: 0, unknown: 0 };
    const answer = await decode(new File([bytes as Uint8Array<ArrayBuffer>], file.name), framesMax, counts).then(() => 'decoded', codeOf);
    results.push({ seed, kind, answer, ms: performance.now() - startedMs, ...counts });
  }
  const left = framesLeftOpen();
  if (left > 0) throw new Error(`${left} pictures were left open`);
  return results;
}

async function decode(file: File, framesMax: number, counts: { frames: number; asked: number; unknown: number }): Promise<void> {
  const movie = await openMovie(file, file.name);
  const lastFrame = Math.min(framesMax, movie.video.ticks.length) - 1;
  counts.asked = lastFrame + 1;
  for await (const decoded of decodeFrames(movie, { firstFrame: 0, lastFrame })) {
    using held = decoded;
    if (held.value.frame !== counts.frames) throw new Error(`frame ${held.value.frame} came in the place of ${counts.frames}`);
    counts.frames += 1;
    if (held.value.picture === null) counts.unknown += 1;
  }
}

function codeOf(error: unknown): string {
  return error instanceof AppError && error.code !== 'internal/bug' ? error.code : String(error);
}
