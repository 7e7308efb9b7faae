import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCount } from '../../../src/core/owned.ts';
import { OneAtATime } from '../../../src/inference/one-at-a-time.ts';
import { createRuntime } from '../../../src/inference/ort.ts';
import { openSession } from '../../../src/inference/session.ts';

const yunetPath = join(process.env['VEIL_SHARED'] ?? '../shared', 'models/yunet_n_dynamic.onnx');

describe('OneAtATime', () => {
  it('runs jobs in order, never two at once, and survives failures', async () => {
    const queue = new OneAtATime();
    const log: string[] = [];
    const job = (name: string, fails: boolean) => async (): Promise<string> => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 2));
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
    const results = await Promise.allSettled([queue.run(job('a', false)), queue.run(job('b', true)), queue.run(job('c', false))]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });
});

describe('openSession', () => {
  it('refuses bytes that are no network', async () => {
    await expect(openSession(await createRuntime(), new Uint8Array([1, 2, 3]))).rejects.toMatchObject({ code: 'model/run-failed' });
  });

  it.skipIf(!existsSync(yunetPath))('a failed run does not harm those queued behind it, nor a closed session its owner (needs the shared YuNet)', async () => {
    const openBefore = openCount.count;
    const session = await openSession(await createRuntime(), new Uint8Array(await readFile(yunetPath)));
    const good = { input: { data: new Float32Array(3 * 64 * 64), dims: [1, 3, 64, 64] } };
    const bad = { input: { data: new Float32Array(3 * 64 * 64), dims: [1, 1, 64, 192] } };
    const [first, second, third, fourth] = await Promise.allSettled([
      session.value.run(good),
      session.value.run(bad),
      session.value.run({}),
      session.value.run(good),
    ]);
    expect([first.status, fourth.status]).toEqual(['fulfilled', 'fulfilled']);
    for (const failed of [second, third]) expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'model/run-failed' } });
    if (first.status !== 'fulfilled') return;
    expect(session.value.inputNames).toEqual(['input']);
    expect(first.value['bbox_8']?.dims).toEqual([1, 64, 4]);

    const borrowed = session.value;
    session.close();
    await expect(borrowed.run(good)).rejects.toMatchObject({ code: 'model/run-failed' });
    expect(openCount.count).toBe(openBefore);
  });
});
