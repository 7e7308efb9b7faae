import type { FrameGeometry } from '../../src/core/geometry.ts';
import type { I420Image } from '../../src/core/i420.ts';
import type { Owned } from '../../src/core/owned.ts';
import type { GpuTools } from '../../src/gpu/gpu-tools.ts';
import { keepLikelyKernel, likelyGroups, likelyHeadWords, likelyRecordWords, packLikelyTasks } from '../../src/gpu/kernels/keep-likely/keep-likely.ts';
import { shrinkGroups, shrinkTensorKernel } from '../../src/gpu/kernels/shrink-tensor/shrink-tensor.ts';
import { packPlanes } from '../../src/gpu/packed-planes.ts';
import { readBack } from '../../src/gpu/readback.ts';
import type { KernelTimer } from '../../src/gpu/timing.ts';
import type { FloatTensor } from '../../src/inference/session.ts';
import { Candidates } from '../../src/models/candidates.ts';
import { decode } from '../../src/models/face-network.ts';
import { lookKernel, type GpuLook } from '../../src/models/gpu-batches.ts';
import { takeLookBuffers, type LookBuffers } from '../../src/models/gpu-buffers.ts';
import { planInputs, type PlannedInput } from '../../src/models/input-plan.ts';
import { likelyTasks, type KeptLook } from '../../src/models/likely-faces.ts';
import { PreparedLooks } from '../../src/models/prepared-looks.ts';
import { yunet } from '../../src/models/yunet.ts';
import type { KernelCase } from './kernel-cases.ts';

const batchBytesMax = 2 ** 28;
/** Cells that are likely in a picture of three faces, and room for them. */
const likelyCells = 30;
const capacity = 128;
const keptBytes = 4 * (likelyHeadWords + capacity * likelyRecordWords);
const identity = { scale: 1, offsetX: 0, offsetY: 0 };

/** What happens before and after YuNet in `balanced`: the tensors of its looks, and the choice of likely cells. */
export function detectCases(image: I420Image, geometry: FrameGeometry): KernelCase[] {
  const plan = planInputs(geometry.widthPx, geometry.heightPx, 'balanced');
  return [looksCase(image, geometry, plan), likelyCase(geometry, plan[0] as PlannedInput)];
}

function looksCase(image: I420Image, geometry: FrameGeometry, plan: readonly PlannedInput[]): KernelCase {
  const onCpu = new PreparedLooks(yunet.format).get(geometry, '', () => plan);
  const looks = plan.map((input): GpuLook => ({ part: 0, format: yunet.format, input }));
  let taken: Owned<LookBuffers> | undefined; // ends with the tools' pool
  return {
    what: `${geometry.heightPx}p looks, ${plan.map(({ widthPx, heightPx }) => `${widthPx}x${heightPx}`).join(' and ')}`,
    bytesDown: 0,
    isTwoTiles: false,
    onCpu: () => onCpu.forEach((look) => look.fill(image)),
    onGpu: async (tools, timer) => {
      const { gpu, runner } = tools;
      await runner.prepare([lookKernel, shrinkTensorKernel]);
      const { planes, batches, picture, tensor } = (taken ??= takeLookBuffers(tools, looks, geometry, image.color, batchBytesMax)).value;
      const packed = new Uint8Array(planes.byteLength);
      packPlanes(image, planes, packed);
      await gpu.checked('looks', async () => {
        gpu.device.queue.writeBuffer(picture, 0, packed);
        const batch = runner.batch(timer);
        for (const { numbers, values, letterbox, shrinks, shrinkNumbers, shrinkTasks } of batches) {
          batch.run(lookKernel, { numbers, values, picture, tensor }, 0, letterbox.groups);
          shrinks.forEach((shrink, task) => batch.run(shrinkTensorKernel, { numbers: shrinkNumbers, task: shrinkTasks, tensor }, task, shrinkGroups(shrink)));
        }
        batch.submit();
        await gpu.device.queue.onSubmittedWorkDone();
      });
    },
  };
}

function likelyCase({ heightPx: pictureHeightPx }: FrameGeometry, { widthPx, heightPx }: PlannedInput): KernelCase {
  const grids = yunet.grids(widthPx, heightPx);
  const outputs: Record<string, FloatTensor> = {};
  for (const { cells, scores, otherScores, first, second } of grids) {
    for (const name of [scores, otherScores]) {
      if (name !== undefined) outputs[name] = { data: Float32Array.from({ length: cells }, (_, cell) => (cell < likelyCells / grids.length ? 0.9 : 0.01)), dims: [1, cells, 1] };
    }
    for (const part of [first, second]) if (part !== undefined) outputs[part.name] = { data: new Float32Array(cells * part.length), dims: [1, cells, part.length] };
  }
  const look: KeptLook = { network: yunet, grids, firstGrid: 0, toFrame: identity, faceMinPx: 0, scoreMin: 0.2 };
  const candidates = new Candidates();
  let filled: ReadonlyMap<string, GPUBuffer> | undefined; // ends with the tools' pool
  return {
    what: `${pictureHeightPx}p likely cells of ${widthPx}x${heightPx}`,
    bytesDown: keptBytes,
    isTwoTiles: false,
    onCpu: () => {
      candidates.clear();
      decode(yunet, outputs, widthPx, heightPx, identity, look.scoreMin, candidates);
    },
    onGpu: async (tools, timer) => keepLikely(tools, timer, look, (filled ??= upload(tools, outputs))),
  };
}

function upload({ gpu, pool }: GpuTools, outputs: Readonly<Record<string, FloatTensor>>): ReadonlyMap<string, GPUBuffer> {
  return new Map(Object.entries(outputs).map(([name, { data }]) => {
    const { value } = pool.take(data.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
    gpu.device.queue.writeBuffer(value, 0, new Float32Array(data));
    return [name, value];
  }));
}

async function keepLikely({ gpu, runner, pool }: GpuTools, timer: KernelTimer, look: KeptLook, outputs: ReadonlyMap<string, GPUBuffer>): Promise<void> {
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
  const of = (name: string): GPUBuffer => outputs.get(name) as GPUBuffer;
  await runner.prepare([keepLikelyKernel]);
  await gpu.checked('likely', async () => {
    const tasks = likelyTasks(look, capacity);
    const words = packLikelyTasks(tasks);
    using task = pool.take(words.byteLength, UNIFORM | COPY_DST);
    using kept = pool.take(keptBytes, STORAGE | COPY_DST | COPY_SRC);
    gpu.device.queue.writeBuffer(task.value, 0, words);
    const batch = runner.batch(timer);
    batch.clear(kept.value, 4 * likelyHeadWords);
    look.grids.forEach(({ scores, otherScores = scores, first, second = first }, i) => {
      const bound = { task: task.value, scores: of(scores), otherScores: of(otherScores), firstPart: of(first.name), secondPart: of(second.name), kept: kept.value };
      batch.run(keepLikelyKernel, bound, i, likelyGroups(tasks[i] as (typeof tasks)[number]));
    });
    const back = readBack(batch, pool, kept.value, keptBytes);
    batch.submit();
    await back.read(() => undefined);
  });
}
