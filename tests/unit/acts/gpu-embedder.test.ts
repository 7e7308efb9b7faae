import { describe, expect, it } from 'vitest';
import { GpuEmbedder } from '../../../src/acts/gpu-embedder.ts';
import { AppError, type ErrorCode } from '../../../src/core/errors.ts';
import type { GpuTrouble } from '../../../src/core/gpu-trouble.ts';
import type { I420Image } from '../../../src/core/i420.ts';
import { openCount, Owned } from '../../../src/core/owned.ts';
import { noEmbeddings } from '../../../src/documents/embeddings.ts';
import { noDetections } from '../../../src/documents/observations.ts';
import type { EmbedRequest, FaceEmbedder } from '../../../src/models/face-embedder.ts';

const request: EmbedRequest = {
  geometry: { storedWidthPx: 2, storedHeightPx: 2, rotation: 0, mirrored: false, widthPx: 2, heightPx: 2 }, detections: noDetections, faces: new Uint32Array(0),
};
const picture = (n: number): I420Image => ({ widthPx: 2, heightPx: 2, data: new Uint8Array(6).fill(n), color: { matrix: 'bt709', fullRange: false } });

/** By device (0 is the first): what opening it fails with, what its n-th picture fails with, or all of them. */
interface Device {
  readonly open?: ErrorCode;
  readonly at?: Readonly<Record<number, ErrorCode>>;
  readonly all?: ErrorCode;
}

interface Told {
  readonly embedder: GpuEmbedder;
  readonly troubles: GpuTrouble[];
  /** Made on the processor that are not closed. */
  readonly onCpu: { open: number };
}

/** An embedder over made-up devices that answer with their own number and the picture's; the processor's is 99. */
function embedderOf(fails: readonly Device[], fallBack?: ErrorCode): Told {
  const troubles: GpuTrouble[] = [];
  const onCpu = { open: 0 };
  let devices = 0;
  const answer = (by: number, image: I420Image): Promise<typeof noEmbeddings> => Promise.resolve({ ...noEmbeddings, qualities: Float32Array.of(by, image.data[0] as number) });
  const open = async (): Promise<Owned<FaceEmbedder>> => {
    const device = devices++;
    const { open: fault, at = {}, all } = fails[device] ?? {};
    await Promise.resolve();
    if (fault !== undefined) throw new AppError(fault, { reason: `device ${device}` });
    let seen = 0;
    const embed: FaceEmbedder['embed'] = (image) => {
      const code = at[seen++] ?? all;
      return code === undefined ? answer(device, image) : Promise.reject(new AppError(code, { reason: `device ${device}` }));
    };
    return new Owned<FaceEmbedder>({ embed, close: () => undefined }, () => undefined);
  };
  const embedder = new GpuEmbedder({
    open,
    fallBack: async () => {
      await Promise.resolve();
      if (fallBack !== undefined) throw new AppError(fallBack);
      onCpu.open += 1;
      return { embed: (image) => answer(99, image), close: () => void (onCpu.open -= 1) };
    },
    onTrouble: async (trouble) => {
      await Promise.resolve();
      troubles.push(trouble);
    },
  });
  return { embedder, troubles, onCpu };
}

const answers = (embedder: GpuEmbedder, pictures: number): Promise<number[][]> =>
  Promise.all(Array.from({ length: pictures }, (_, n) => embedder.embed(picture(n), request).then(({ qualities }) => [...qualities])));
const always = (fault: Device): Device[] => Array.from({ length: 9 }, () => fault);

describe('GpuEmbedder', () => {
  it.each([
    { name: 'nothing goes wrong', fails: [], by: [0, 0, 0], troubles: [] },
    { name: 'the device is lost at the second picture', fails: [{ at: { 1: 'gpu/device-lost' } }], by: [0, 1, 1], troubles: ['gpu-reopened'] },
    { name: 'memory runs out', fails: [{ at: { 0: 'gpu/out-of-memory' } }], by: [1, 1, 1], troubles: ['gpu-reopened'] },
    { name: 'a run fails, for the GPU may be why', fails: [{ at: { 2: 'model/run-failed' } }], by: [0, 0, 1], troubles: ['gpu-reopened'] },
    { name: 'two devices do not open, or answer wrong', fails: [{ open: 'gpu/unavailable' }, { open: 'model/wrong-answer' }], by: [2, 2, 2], troubles: ['gpu-reopened', 'gpu-reopened'] },
    { name: 'every device is lost: the processor does all', fails: always({ all: 'gpu/device-lost' }), by: [99, 99, 99], troubles: ['gpu-reopened', 'gpu-reopened', 'gpu-reopened', 'gpu-gave-up'] },
    { name: 'there is no device', fails: always({ open: 'gpu/unavailable' }), by: [99, 99, 99], troubles: ['gpu-reopened', 'gpu-reopened', 'gpu-reopened', 'gpu-gave-up'] },
  ] as const)('every picture is answered, once, by what did not fail: $name', async ({ fails, by, troubles }) => {
    const openBefore = openCount.count;
    const told = embedderOf(fails);
    expect(await answers(told.embedder, 3)).toEqual(by.map((device, n) => [device, n]));
    expect(told.troubles.map(({ kind }) => kind)).toEqual(troubles);
    expect(told.embedder.provider).toBe(by[2] === 99 ? 'wasm' : 'webgpu');
    for (const { reason } of told.troubles) expect(reason).toMatch(/^telling faces apart: device \d$/);
    told.embedder.close();
    await new Promise((resolve) => setTimeout(resolve));
    expect(openCount.count).toBe(openBefore);
    expect(told.onCpu.open).toBe(0);
  });

  it('a device that fails now and then is forgiven after a while of good pictures', async () => {
    const failsLate: Device[] = Array.from({ length: 6 }, () => ({ at: { 300: 'gpu/device-lost' } }));
    const told = embedderOf(failsLate);
    await answers(told.embedder, 1700);
    expect(told.troubles.map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => 'gpu-reopened'));
  });

  it('fails when the processor cannot take over', async () => {
    const { embedder } = embedderOf(always({ all: 'gpu/device-lost' }), 'model/wrong-answer');
    await expect(embedder.embed(picture(0), request)).rejects.toMatchObject({ code: 'model/wrong-answer' });
  });

  it('closed in the middle, it ends what waits and opens nothing more', async () => {
    const told = embedderOf(always({ all: 'gpu/device-lost' }));
    const waiting = answers(told.embedder, 2);
    told.embedder.close();
    await expect(waiting).rejects.toMatchObject({ code: 'job/cancelled' });
    expect(told.troubles).toEqual([]);
  });
});
