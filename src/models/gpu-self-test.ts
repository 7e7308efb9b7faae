import type { GpuTools } from '../gpu/gpu-tools.ts';
import { readBack } from '../gpu/readback.ts';
import type { GpuSession, GpuTensor } from '../inference/gpu-session.ts';
import type { FloatTensor } from '../inference/session.ts';
import type { SelfTest } from './self-test.ts';

/** Runs a model's self-test on the tools' device, outputs read back whole. Throws `model/wrong-answer`, `model/run-failed`, and what the device does. */
export async function selfTestOnGpu(test: SelfTest, session: GpuSession, { gpu, runner, pool }: GpuTools): Promise<void> {
  const { STORAGE, COPY_DST, COPY_SRC } = GPUBufferUsage;
  const held = (length: number): ReturnType<typeof pool.take> => pool.take(4 * length, STORAGE | COPY_DST | COPY_SRC);
  const { inputName, input } = test;
  const outputs = test.outputs.map(({ name, dims }) => ({ name, dims, buffer: held(lengthOf(dims)) }));
  using picture = held(input.data.length);
  try {
    const found: Record<string, FloatTensor> = {};
    await gpu.checked('self-test', async () => {
      gpu.device.queue.writeBuffer(picture.value, 0, new Float32Array(input.data));
      const tensors = Object.fromEntries(outputs.map(({ name, dims, buffer }): [string, GpuTensor] => [name, { dims, buffer: buffer.value }]));
      await session.run({ [inputName]: { buffer: picture.value, dims: input.dims } }, tensors);
      const batch = runner.batch();
      const backs = outputs.map(({ name, dims, buffer }) => ({ name, dims, back: readBack(batch, pool, buffer.value, 4 * lengthOf(dims)) }));
      batch.submit();
      for (const { name, dims, back } of backs) {
        const data = new Float32Array(lengthOf(dims));
        await back.read((bytes) => new Uint8Array(data.buffer).set(bytes));
        found[name] = { data, dims };
      }
    });
    if (gpu.broken !== undefined) throw gpu.broken;
    test.check(found);
  } finally {
    for (const { buffer } of outputs) buffer.close();
  }
}

function lengthOf(dims: readonly number[]): number {
  return dims.reduce((product, side) => product * side, 1);
}
