import { describe, expect, test } from 'vitest';
import { chooseBackend, type GpuTrial } from '../../../src/acts/choose-backend.ts';
import { measureComposers } from '../../../src/acts/measure-composers.ts';
import type { Composer } from '../../../src/compose/composer.ts';
import { backendReasonText } from '../../../src/core/backend-reason.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { AdapterFacts } from '../../../src/core/gpu-adapter.ts';
import type { BackendChoice } from '../../../src/rpc/job-types.ts';
import { geometryOf } from '../compose/pictures.ts';

const real: AdapterFacts = { vendor: 'acme', architecture: 'a1', device: '', description: 'Acme One', software: false };
const software: AdapterFacts = { ...real, vendor: 'google', description: 'SwiftShader', software: true };
const none = new AppError('gpu/unavailable', { reason: 'WebGPU found no adapter' });
const wrong = new AppError('gpu/unavailable', { reason: 'the GPU does not compose as it should' });

/** Writes down what was asked of it. */
function trialOf(measured: readonly [number, number], failing?: 'selfTest' | 'measure'): GpuTrial & { readonly asked: string[] } {
  const asked: string[] = [];
  const answer = async <T>(name: 'selfTest' | 'measure', value: T): Promise<T> => {
    asked.push(name);
    if (failing === name) throw wrong;
    return value;
  };
  return { asked, selfTest: () => answer('selfTest', undefined), measure: () => answer('measure', { gpuMs: measured[0], cpuMs: measured[1] }) };
}

describe('what is chosen, what it takes to know, and the reason in words', () => {
  test.each<[string, BackendChoice, AdapterFacts | AppError, GpuTrial & { asked: string[] }, 'cpu' | 'gpu', string, string[]]>([
    ['cpu is obeyed without a look', 'cpu', real, trialOf([1, 9]), 'cpu', 'asked for', []],
    ['gpu is obeyed when it is right, however slow', 'gpu', real, trialOf([9, 1]), 'gpu', 'asked for; on acme a1 Acme One', ['selfTest']],
    ['gpu takes a software adapter', 'gpu', software, trialOf([9, 1]), 'gpu', 'asked for; on google a1 SwiftShader (carried out by the processor)', ['selfTest']],
    ['auto takes a real adapter that is faster', 'auto', real, trialOf([1.234, 9]), 'gpu', 'on acme a1 Acme One: measured 1.23 ms a frame, the processor 9 ms', ['selfTest', 'measure']],
    ['auto leaves a real adapter that is slower', 'auto', real, trialOf([9, 1]), 'cpu', 'the processor was measured to be faster: 1 ms a frame, acme a1 Acme One 9 ms', ['selfTest', 'measure']],
    ['auto leaves a software adapter untried', 'auto', software, trialOf([1, 9]), 'cpu', 'there is no real GPU: google a1 SwiftShader (carried out by the processor)', []],
    ['auto without an adapter', 'auto', none, trialOf([1, 9]), 'cpu', 'there is no GPU: WebGPU found no adapter', []],
    ['auto with one that is wrong', 'auto', real, trialOf([1, 9], 'selfTest'), 'cpu', 'acme a1 Acme One did not pass its test: the GPU does not compose as it should', ['selfTest']],
    ['auto with one that breaks while it is timed', 'auto', real, trialOf([1, 9], 'measure'), 'cpu', 'acme a1 Acme One did not pass its test: the GPU does not compose as it should', ['selfTest', 'measure']],
  ])('%s', async (_, choice, found, trial, kind, words, asked) => {
    const chosen = await chooseBackend(choice, found, trial);
    expect({ kind: chosen.kind, words: backendReasonText(chosen.reason), asked: trial.asked }).toEqual({ kind, words, asked });
  });

  test.each([
    ['there is none', none, trialOf([1, 9]), none],
    ['it is wrong', real, trialOf([1, 9], 'selfTest'), wrong],
  ] as const)('asked for, and %s: an error', async (_, found, trial, error) => {
    await expect(chooseBackend('gpu', found, trial)).rejects.toBe(error);
  });
});

describe('both ways are timed on pictures of the video’s size', () => {
  /** A composer whose frames take these milliseconds of a made clock. */
  function slow(clock: { ms: number }, takes: (frame: number) => number, framesAtOnce = 1): Composer & { frames: number } {
    return {
      frames: 0,
      framesAtOnce,
      compose(image): void {
        expect([image.widthPx, image.heightPx]).toEqual([64, 48]);
        clock.ms += takes(this.frames);
        this.frames += 1;
      },
      reset: () => undefined,
    };
  }

  test.each([
    ['steady', () => 4, 4, 24],
    ['slow at first: its first frames do not count', (frame: number) => (frame < 2 ? 100 : 5), 5, 24],
    ['so slow that the budget ends within the first frames', () => 600, 600, 1],
    ['slow: it ends with the budget', () => 60, 60, 7],
  ] as const)('%s', async (_, takes, ms, frames) => {
    const clock = { ms: 1000 };
    const composer = slow(clock, takes);
    const { gpuMs, cpuMs } = await measureComposers(composer, slow(clock, () => 2), geometryOf(64, 48), { kind: 'erase' }, () => clock.ms);
    expect({ gpuMs, cpuMs, frames: composer.frames }).toEqual({ gpuMs: ms, cpuMs: 2, frames });
  });

  test('with as many frames under way as the way takes', async () => {
    const clock = { ms: 0 };
    let [underWay, most] = [0, 0];
    const composer: Composer = {
      framesAtOnce: 3,
      compose: async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setTimeout(resolve, 0));
        clock.ms += 1;
        underWay -= 1;
      },
      reset: () => undefined,
    };
    await measureComposers(composer, slow(clock, () => 1), geometryOf(64, 48), { kind: 'blur' }, () => clock.ms);
    expect(most).toBe(3);
  });
});
