import { Owned } from '../core/owned.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import type { PictureColor } from '../core/i420.ts';
import type { GpuTools } from '../gpu/gpu-tools.ts';
import { packShrinkTasks } from '../gpu/kernels/shrink-tensor/shrink-tensor.ts';
import { packedPlanes, type PackedPlanes } from '../gpu/packed-planes.ts';
import type { GpuTensors } from '../inference/gpu-session.ts';
import { batchLooks, type GpuLook, type LookBatch } from './gpu-batches.ts';
import type { OutputGrid } from './face-network.ts';

/** A batch with its tables on the GPU. */
export interface LoadedBatch extends LookBatch {
  readonly numbers: GPUBuffer;
  readonly values: GPUBuffer;
  readonly shrinkNumbers: GPUBuffer;
  readonly shrinkTasks: GPUBuffer;
}

/** Buffers that the looks at pictures of one geometry and colour need, tables filled. Borrowed from the tools' pool until closed. */
export interface LookBuffers {
  readonly planes: PackedPlanes;
  readonly batches: readonly LoadedBatch[];
  readonly picture: GPUBuffer;
  /** Tensors of the batch that is under way. */
  readonly tensor: GPUBuffer;
  /** The network input of a size, shared by all looks of that size. */
  inputOf(look: GpuLook): GPUBuffer;
  /** The outputs of a part's network for a look, shared by all its looks. */
  outputsOf(look: GpuLook, grids: readonly OutputGrid[]): GpuTensors;
}

/** Takes the buffers; throws the device's errors later, where they are used. */
export function takeLookBuffers(
  { gpu, pool }: GpuTools, looks: readonly GpuLook[], geometry: FrameGeometry, color: PictureColor, batchBytesMax: number,
): Owned<LookBuffers> {
  const held: Owned<GPUBuffer>[] = [];
  const take = (byteLength: number, usage: GPUBufferUsageFlags): GPUBuffer => {
    const buffer = pool.take(byteLength, usage);
    held.push(buffer);
    return buffer.value;
  };
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
  const filled = (data: Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>, usage = STORAGE): GPUBuffer => {
    const buffer = take(data.byteLength, usage | COPY_DST);
    gpu.device.queue.writeBuffer(buffer, 0, data);
    return buffer;
  };
  const planes = packedPlanes(geometry.storedWidthPx, geometry.storedHeightPx);
  const batches = batchLooks(looks, geometry, color, planes, batchBytesMax).map((batch): LoadedBatch => {
    const { tasks, numbers } = packShrinkTasks(batch.shrinks);
    const { letterbox } = batch;
    return { ...batch, numbers: filled(letterbox.numbers), values: filled(letterbox.values), shrinkNumbers: filled(numbers), shrinkTasks: filled(tasks, UNIFORM) };
  });
  const inputs = new Map<string, GPUBuffer>();
  const outputs = new Map<string, GPUBuffer>();
  const longest = Math.max(...batches.map(({ tensorLength }) => tensorLength));
  return new Owned<LookBuffers>(
    {
      planes,
      batches,
      picture: take(planes.byteLength, STORAGE | COPY_DST),
      tensor: take(4 * longest, STORAGE | COPY_SRC),
      inputOf: ({ input: { widthPx, heightPx } }) =>
        kept(inputs, `${widthPx}x${heightPx}`, () => take(12 * widthPx * heightPx, STORAGE | COPY_DST | COPY_SRC)),
      outputsOf: ({ part, input: { widthPx, heightPx } }, grids) => {
        const tensors = grids.flatMap(({ cells, scores, otherScores, first, second }) => {
          const parts = [{ name: scores, length: 1 }, ...(otherScores === undefined ? [] : [{ name: otherScores, length: 1 }]), first, ...(second === undefined ? [] : [second])];
          return parts.map(({ name, length }) => {
            const buffer = kept(outputs, `${part}/${name}/${widthPx}x${heightPx}`, () => take(4 * cells * length, STORAGE | COPY_DST | COPY_SRC));
            return [name, { buffer, dims: [1, cells, length] }] as const;
          });
        });
        return Object.fromEntries(tensors);
      },
    },
    () => held.forEach((buffer) => buffer.close()),
  );
}

function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
