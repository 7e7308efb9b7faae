import { readFile, readdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { JobRunner } from '../support/jobs.ts';
import { mutate } from '../support/mutate.ts';
import { requireShared } from '../support/shared.ts';

/** Damaged copies per file; VEIL_FUZZ=125 makes 500 of the four. */
const copies = Number(process.env['VEIL_FUZZ'] ?? 14);
/** No file may keep anybody waiting longer. */
const boundMs = 60_000;
/** What a damaged file may be answered with: it cannot be read, or this browser cannot decode what it now says it is. */
const answers = /^(done|media\/(empty-file|unreadable|truncated|no-video|unsupported-container|unsupported-codec|no-encoder))$/;

let runner: JobRunner;
beforeAll(async () => {
  runner = await JobRunner.open();
});
afterAll(() => runner.close());

async function answerTo(input: string): Promise<string> {
  try {
    const { report } = await runner.anonymize(input, { quality: 'fast', endS: 1 });
    expect(report.audit.passed).toBe(true);
    return 'done';
  } catch (error) {
    if (error instanceof AppError) return error.code === 'internal/bug' || !answers.test(error.code) ? `${error.code} ${JSON.stringify(error.details)}` : error.code;
    throw error;
  }
}

describe('damaged files end in a checked video or a typed error, in time, and leave nothing', () => {
  it.for(['faces/intel_head-pose-face-detection-female.mp4', 'containers/mse_test.mp4', 'faces/asl_again.mkv', 'containers/frames.webm'])(
    '%s',
    { timeout: copies * boundMs },
    async (path, context) => {
      const original = await readFile(requireShared(context, `media/${path}`));
      const counts = new Map<string, number>();
      for (let seed = 0; seed < copies; seed += 1) {
        const { kind, bytes } = mutate(original, seed);
        const input = join(runner.folder, `damaged${extname(path)}`);
        await writeFile(input, bytes);
        const before = await readdir(runner.folder);
        const startedMs = performance.now();
        const answer = await answerTo(input);
        counts.set(answer, (counts.get(answer) ?? 0) + 1);
        expect(answer, `seed ${seed}: ${kind}`).toMatch(answers);
        expect(performance.now() - startedMs, `seed ${seed}: ${kind}`).toBeLessThan(boundMs);
        if (answer !== 'done') expect(await readdir(runner.folder)).toEqual(before);
      }
      console.log(`${path}: ${[...counts].map(([answer, count]) => `${count} ${answer}`).join(', ')}`);
    },
  );
});
