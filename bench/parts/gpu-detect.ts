import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameGeometry } from '../../src/core/geometry.ts';
import type { GpuTools } from '../../src/gpu/gpu-tools.ts';
import { keepLikelyKernel, likelyGroups, likelyHeadWords, likelyRecordWords, packLikelyTasks } from '../../src/gpu/kernels/keep-likely/keep-likely.ts';
import { shrinkGroups, shrinkTensorKernel } from '../../src/gpu/kernels/shrink-tensor/shrink-tensor.ts';
import { isPackedAsIs } from '../../src/gpu/packed-planes.ts';
import { readBack } from '../../src/gpu/readback.ts';
import type { KernelTimer } from '../../src/gpu/timing.ts';
import { checkCatalog, faceAdapters, findModel } from '../../src/inference/catalog.ts';
import { openGpuSession } from '../../src/inference/gpu-session.ts';
import { createGpuRuntime, createRuntime } from '../../src/inference/ort.ts';
import { openSession, type FloatTensor } from '../../src/inference/session.ts';
import { Candidates } from '../../src/models/candidates.ts';
import { createCpuDetector } from '../../src/models/cpu-detector.ts';
import { decode } from '../../src/models/face-network.ts';
import { lookKernel, type GpuLook } from '../../src/models/gpu-batches.ts';
import { takeLookBuffers } from '../../src/models/gpu-buffers.ts';
import { createGpuDetector } from '../../src/models/gpu-detector.ts';
import { planInputs } from '../../src/models/input-plan.ts';
import { likelyTasks, type KeptLook } from '../../src/models/likely-faces.ts';
import { PreparedLooks } from '../../src/models/prepared-looks.ts';
import { yunet } from '../../src/models/yunet.ts';
import { medianOf, picture, timedKernels, type GpuRow } from './gpu-timing.ts';

const batchBytesMax = 2 ** 28;
/** Cells that are likely in a picture of three faces. */
const likelyCells = 30;
const capacity = 128;
const identity = { scale: 1, offsetX: 0, offsetY: 0 };
const all = { quality: 'balanced', sensitivity: 0.5 } as const;

/** What YuNet looks at in `balanced`: the tensors of its looks. */
export async function looksRow(tools: GpuTools, timer: KernelTimer, geometry: FrameGeometry): Promise<GpuRow> {
  const { gpu, runner } = tools;
  const image = picture(geometry);
  const plan = planInputs(geometry.widthPx, geometry.heightPx, 'balanced');
  await runner.prepare([lookKernel, shrinkTensorKernel]);
  using buffers = takeLookBuffers(tools, plan.map((input): GpuLook => ({ part: 0, format: yunet.format, input })), geometry, image.color, batchBytesMax);
  const { planes, batches, picture: held, tensor } = buffers.value;
  if (!isPackedAsIs(planes)) throw new Error('sizes whose planes are packed as they are');
  const onCpu = new PreparedLooks(yunet.format).get(geometry, '', () => plan);
  const cpuMs = await medianOf(async () => onCpu.forEach((look) => look.fill(image)));
  const timed = await timedKernels(timer, () => gpu.checked('looks', async () => {
    gpu.device.queue.writeBuffer(held, 0, image.data);
    const batch = runner.batch(timer);
    for (const { numbers, values, letterbox, shrinks, shrinkNumbers, shrinkTasks } of batches) {
      batch.run(lookKernel, { numbers, values, picture: held, tensor }, 0, letterbox.groups);
      shrinks.forEach((shrink, task) => batch.run(shrinkTensorKernel, { numbers: shrinkNumbers, task: shrinkTasks, tensor }, task, shrinkGroups(shrink)));
    }
    batch.submit();
    await gpu.device.queue.onSubmittedWorkDone();
  }));
  const sizes = plan.map(({ widthPx, heightPx }) => `${widthPx}x${heightPx}`).join(' and ');
  return { what: `${geometry.heightPx}p looks, ${sizes}`, ...timed, cpuMs, bytesUp: planes.byteLength, bytesDown: 0 };
}

/** Choosing YuNet's likely cells at its first look, and reading them back. */
export async function likelyRow({ gpu, runner, pool }: GpuTools, timer: KernelTimer, geometry: FrameGeometry): Promise<GpuRow> {
  const [input] = planInputs(geometry.widthPx, geometry.heightPx, 'balanced');
  if (input === undefined) throw new Error('a plan has a first look');
  const { widthPx, heightPx } = input;
  const grids = yunet.grids(widthPx, heightPx);
  const outputs: Record<string, FloatTensor> = {};
  for (const { cells, scores, otherScores, first, second } of grids) {
    for (const name of [scores, otherScores]) {
      if (name !== undefined) outputs[name] = { data: Float32Array.from({ length: cells }, (_, cell) => (cell < likelyCells / grids.length ? 0.9 : 0.01)), dims: [1, cells, 1] };
    }
    for (const part of [first, second]) if (part !== undefined) outputs[part.name] = { data: new Float32Array(cells * part.length), dims: [1, cells, part.length] };
  }
  const look: KeptLook = { network: yunet, grids, firstGrid: 0, toFrame: identity, faceMinPx: 0, scoreMin: 0.2 };
  const tasks = likelyTasks(look, capacity);
  const words = packLikelyTasks(tasks);
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
  const keptBytes = 4 * (likelyHeadWords + capacity * likelyRecordWords);
  using task = pool.take(words.byteLength, UNIFORM | COPY_DST);
  using kept = pool.take(keptBytes, STORAGE | COPY_DST | COPY_SRC);
  gpu.device.queue.writeBuffer(task.value, 0, words);
  const held = new Map(Object.entries(outputs).map(([name, { data }]) => {
    const buffer = pool.take(data.byteLength, STORAGE | COPY_DST);
    gpu.device.queue.writeBuffer(buffer.value, 0, new Float32Array(data));
    return [name, buffer];
  }));
  const of = (name: string): GPUBuffer => (held.get(name) as { value: GPUBuffer }).value;
  await runner.prepare([keepLikelyKernel]);
  const candidates = new Candidates();
  const cpuMs = await medianOf(async () => {
    candidates.clear();
    decode(yunet, outputs, widthPx, heightPx, identity, look.scoreMin, candidates);
  });
  const timed = await timedKernels(timer, () => gpu.checked('likely', async () => {
    const batch = runner.batch(timer);
    batch.clear(kept.value, 4 * likelyHeadWords);
    grids.forEach(({ scores, otherScores = scores, first, second = first }, i) => {
      const bound = { task: task.value, scores: of(scores), otherScores: of(otherScores), firstPart: of(first.name), secondPart: of(second.name), kept: kept.value };
      batch.run(keepLikelyKernel, bound, i, likelyGroups(tasks[i] as (typeof tasks)[number]));
    });
    const back = readBack(batch, pool, kept.value, keptBytes);
    batch.submit();
    await back.read(() => undefined);
  }));
  for (const buffer of held.values()) buffer.close();
  return { what: `${geometry.heightPx}p likely cells of ${widthPx}x${heightPx}`, ...timed, cpuMs, bytesUp: 0, bytesDown: keptBytes };
}

/** YuNet whole, from planes to faces: upload, looks, ONNX Runtime on the kernels' device, likely cells. A string says why not. */
export async function detectionRows(tools: GpuTools, say: (line: string) => void): Promise<GpuRow[] | string> {
  const entry = findModel(checkCatalog(JSON.parse(readFileSync('public/models/catalog.json', 'utf8'))), faceAdapters.yunet);
  const path = join('public/models', entry?.file ?? '');
  if (entry === undefined || !existsSync(path)) return 'YuNet is not there: npm run models';
  say('gpu: YuNet by ONNX Runtime');
  const bytes = readFileSync(path);
  const onGpu = await createGpuDetector('yunet', [await openGpuSession(await createGpuRuntime(), tools.gpu, bytes)], tools, { batchBytesMax: () => batchBytesMax });
  const onCpu = createCpuDetector('yunet', [await openSession(await createRuntime(), bytes)]);
  const rows: GpuRow[] = [];
  for (const [widthPx, heightPx] of [[1280, 720], [1920, 1080]] as const) {
    const geometry: FrameGeometry = { storedWidthPx: widthPx, storedHeightPx: heightPx, rotation: 0, mirrored: false, widthPx, heightPx };
    const image = picture(geometry);
    const wallMs = await medianOf(() => onGpu.detect(image, { geometry, ...all }));
    const cpuMs = await medianOf(() => onCpu.detect(image, { geometry, ...all }));
    const bytesDown = 4 * (likelyHeadWords + capacity * likelyRecordWords);
    rows.push({ what: `${heightPx}p YuNet whole (kernels of ONNX Runtime are not timed)`, kernelsMs: {}, wallMs, cpuMs, bytesUp: image.data.byteLength, bytesDown });
  }
  onGpu.close();
  onCpu.close();
  return rows;
}
