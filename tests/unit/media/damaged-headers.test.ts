import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { mutate } from '../../support/mutate.ts';
import { requireShared } from '../../support/shared.ts';

/** Damaged copies per file; VEIL_FUZZ makes it more. */
const copies = Math.max(250, 10 * Number(process.env['VEIL_FUZZ'] ?? 0));
/** Opening reads headers alone; a loaded machine has its own pace. */
const boundMs = 20_000;
const answers = /^media\/(empty-file|unreadable|truncated|no-video|unsupported-container|unsupported-codec)$/;

/** What comes of opening a file and reading every sample: the way to the decoder, without one. */
async function answerTo(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    const { video } = await openMovie(new Blob([bytes]), 'damaged');
    const { ticks, samples, geometry } = video;
    expect(ticks.every((tick, i) => Number.isFinite(tick) && (i === 0 || tick >= (ticks[i - 1] as number)))).toBe(true);
    expect(geometry.storedWidthPx * geometry.storedHeightPx).toBeGreaterThan(0);
    const reader = video.openReader();
    for (let sample = 0; sample < samples.count; sample += 1) expect((await reader.read(sample)).length).toBe(samples.size[sample]);
    return 'opened';
  } catch (error) {
    if (error instanceof AppError && answers.test(error.code)) return error.code;
    throw error;
  }
}

it.for(['faces/intel_head-pose-face-detection-female.mp4', 'containers/mse_test.mp4', 'faces/asl_again.mkv', 'containers/frames.webm'])(
  'damaged copies of %s open, or are refused by a typed error',
  { timeout: 600_000 },
  async (path, context) => {
    const original = await readFile(requireShared(context, `media/${path}`));
    const counts = new Map<string, number>();
    for (let seed = 0; seed < copies; seed += 1) {
      const { kind, bytes } = mutate(original, 10_000 + seed);
      const startedMs = performance.now();
      const answer = await answerTo(bytes as Uint8Array<ArrayBuffer>).catch((error: unknown) => Promise.reject(new Error(`seed ${10_000 + seed}: ${kind}`, { cause: error })));
      expect(performance.now() - startedMs, `seed ${10_000 + seed}: ${kind}`).toBeLessThan(boundMs);
      counts.set(answer, (counts.get(answer) ?? 0) + 1);
    }
    console.log(`${path}: ${[...counts].map(([answer, count]) => `${count} ${answer}`).join(', ')}`);
  },
);
