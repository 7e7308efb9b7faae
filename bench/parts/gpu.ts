import { frameBox } from '../../src/core/boxes.ts';
import type { FrameGeometry } from '../../src/core/geometry.ts';
import { adapterName } from '../../src/core/gpu-adapter.ts';
import { i420Layout, type I420Image } from '../../src/core/i420.ts';
import { CpuComposer } from '../../src/compose/cpu/composer.ts';
import { GpuComposer } from '../../src/compose/gpu/composer.ts';
import type { FramePlan } from '../../src/documents/edit.ts';
import type { FillChoice } from '../../src/documents/intent.ts';
import { openGpuTools, type GpuTools } from '../../src/gpu/gpu-tools.ts';
import { letterboxKernel, packLetterbox } from '../../src/gpu/kernels/letterbox/letterbox.ts';
import { packedPlanes } from '../../src/gpu/packed-planes.ts';
import { KernelTimer } from '../../src/gpu/timing.ts';
import { weightBits } from '../../src/pixels/axis-table.ts';
import { coefficientBits, yuvToRgb } from '../../src/pixels/color.ts';
import { Letterbox } from '../../src/pixels/letterbox.ts';
import { openDawn } from './dawn.ts';
import { detectCases } from './detect-cases.ts';
import { kernelCases, type KernelCase } from './kernel-cases.ts';
import { median } from './median.ts';

/** One thing timed: GPU time by kernel from timestamps, and the wall time of the whole call, upload and readback included. */
export interface GpuRow {
  readonly what: string;
  readonly kernelsMs: Readonly<Record<string, number>>;
  readonly wallMs: number;
  /** The same on the processor. */
  readonly cpuMs: number;
  /** Each way a frame, tables included. */
  readonly bytesUp: number;
  readonly bytesDown: number;
  /** What issue 4 wants of the adapter: which of its goals this row is a case of. */
  readonly goal?: GoalName;
}

/** A goal in milliseconds of GPU time; the worst of its rows counts. */
export type GoalName = 'prepare' | 'compose' | 'tiles';

export interface GpuResult {
  readonly adapter: string;
  readonly software: boolean;
  readonly rows: readonly GpuRow[];
}

const sizes = [[1280, 720], [1920, 1080]] as const;
const fills: readonly FillChoice[] = [{ kind: 'erase' }, { kind: 'solid', color: '#000000' }, { kind: 'mosaic', cellsAcross: 8 }, { kind: 'blur' }];
/** Three faces as they are in a talk: shares of the picture. */
const faces = [[0.2, 0.3, 0.12, 0.3], [0.5, 0.2, 0.07, 0.17], [0.75, 0.5, 0.07, 0.17]] as const;
const framesOnReal = { warm: 3, timed: 12 };
/** On a software adapter the kernels only show that they run. */
const framesOnSoftware = { warm: 0, timed: 1 };
type Frames = typeof framesOnReal;
const dispatchesMax = 64;

/** Times the kernels under Dawn: on this machine's adapter, else on the software one, which says nothing about speed. A string says why not at all. */
export async function measureGpu(say: (line: string) => void): Promise<GpuResult | string> {
  const dawn = await openDawn('any');
  if (typeof dawn === 'string') return dawn;
  using opened = await openGpuTools(dawn.gpu);
  const tools = opened.value;
  const adapter = adapterName(tools.gpu.adapter);
  if (!tools.gpu.timestamps) return `${adapter} has no timestamp queries`;
  using timer = new KernelTimer(tools.gpu.device, dispatchesMax);
  const rows: GpuRow[] = [];
  const frames = tools.gpu.adapter.software ? framesOnSoftware : framesOnReal;
  for (const [widthPx, heightPx] of sizes) {
    const geometry: FrameGeometry = { storedWidthPx: widthPx, storedHeightPx: heightPx, rotation: 0, mirrored: false, widthPx, heightPx };
    say(`gpu: ${widthPx}x${heightPx} on ${adapter}`);
    rows.push(await letterboxRow(tools, timer, geometry, frames));
    for (const fill of fills) rows.push(await composeRow(tools, timer, geometry, fill, frames));
    for (const each of [...detectCases(picture(geometry), geometry), ...kernelCases(picture(geometry), geometry)]) rows.push(await kernelRow(tools, timer, each, heightPx, frames));
  }
  return { adapter, software: tools.gpu.adapter.software, rows };
}

async function composeRow(tools: GpuTools, timer: KernelTimer, geometry: FrameGeometry, fill: FillChoice, frames: Frames): Promise<GpuRow> {
  const { widthPx, heightPx } = geometry;
  const masks = faces.map(([x, y, w, h], track) => ({
    track, shape: 'ellipse' as const, fill, box: { x: x * widthPx, y: y * heightPx, width: w * widthPx, height: h * heightPx },
  }));
  const plan: FramePlan = { sourceFrame: 0, hideWhole: false, masks };
  using composer = await GpuComposer.open(geometry, tools);
  const cpu = new CpuComposer(geometry);
  const image = picture(geometry);
  const cpuMs = await medianOf(frames, async () => cpu.compose(image, plan));
  const timed = await timedKernels(frames, tools.gpu.device, timer, () => composer.compose(image, plan, undefined, timer));
  return { what: `${heightPx}p ${fill.kind}`, ...timed, cpuMs, bytesDown: packedPlanes(widthPx, heightPx).byteLength, ...goalAt(heightPx, 'compose') };
}

/** YuNet's input at 720p and 1080p: the picture at half its width. */
async function letterboxRow({ gpu, runner, pool }: GpuTools, timer: KernelTimer, geometry: FrameGeometry, frames: Frames): Promise<GpuRow> {
  const { widthPx, heightPx } = geometry;
  const target = { widthPx: widthPx / 2, heightPx: 32 * Math.ceil(heightPx / 64), channels: 'bgr', layout: 'nchw', mean: 0, scale: 1, padValue: 0 } as const;
  const letterbox = new Letterbox(geometry, frameBox(0, 0, widthPx, heightPx), target);
  const image = picture(geometry);
  const { y, rv, gu, gv, bu, r0, g0, b0 } = yuvToRgb(image.color);
  const planes = packedPlanes(widthPx, heightPx);
  const packed = packLetterbox([{ ...letterbox.tables, padding: 0, coefficients: [y, rv, gu, gv, bu, r0, g0, b0] }], planes);
  const kernel = letterboxKernel({ weightBits, coefficientBits });
  await runner.prepare([kernel]);
  using numbers = pool.take(packed.numbers.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
  using values = pool.take(packed.values.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
  using held = pool.take(planes.byteLength, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
  using tensor = pool.take(4 * packed.tensorLength, GPUBufferUsage.STORAGE);
  gpu.device.queue.writeBuffer(numbers.value, 0, packed.numbers);
  gpu.device.queue.writeBuffer(values.value, 0, packed.values);
  const out = new Float32Array(packed.tensorLength);
  const cpuMs = await medianOf(frames, async () => letterbox.run(image, out));
  const timed = await timedKernels(frames, gpu.device, timer, () => gpu.checked('letterbox', async () => {
    gpu.device.queue.writeBuffer(held.value, 0, image.data);
    const batch = runner.batch(timer);
    batch.run(kernel, { numbers: numbers.value, values: values.value, picture: held.value, tensor: tensor.value }, 0, packed.groups);
    batch.submit();
    await gpu.device.queue.onSubmittedWorkDone();
  }));
  return { what: `${heightPx}p letterbox to ${target.widthPx}x${target.heightPx}`, ...timed, cpuMs, bytesDown: 0, ...goalAt(heightPx, 'prepare') };
}

async function kernelRow(tools: GpuTools, timer: KernelTimer, { what, onCpu, onGpu, bytesDown, isTwoTiles }: KernelCase, heightPx: number, frames: Frames): Promise<GpuRow> {
  const cpuMs = await medianOf(frames, async () => onCpu());
  const timed = await timedKernels(frames, tools.gpu.device, timer, () => onGpu(tools, timer));
  return { what, ...timed, cpuMs, bytesDown, ...(isTwoTiles ? goalAt(heightPx, 'tiles') : {}) };
}

/** Issue 4 names its goals for 1080p. */
function goalAt(heightPx: number, goal: GoalName): { readonly goal?: GoalName } {
  return heightPx === 1080 ? { goal } : {};
}

/** Medians over the frames after the first few; bytes that go up are those of the last. */
async function timedKernels({ warm, timed }: Frames, device: GPUDevice, timer: KernelTimer, frame: () => Promise<unknown>): Promise<Pick<GpuRow, 'kernelsMs' | 'wallMs' | 'bytesUp'>> {
  const kernels = new Map<string, number[]>();
  const walls: number[] = [];
  using written = countWritten(device);
  for (let i = 0; i < warm + timed; i++) {
    written.bytes = 0;
    const startedMs = performance.now();
    await frame();
    const wallMs = performance.now() - startedMs;
    const times = await timer.takeMs();
    if (i < warm) continue;
    walls.push(wallMs);
    for (const [name, ms] of times) kernels.set(name, [...(kernels.get(name) ?? []), ms]);
  }
  return { kernelsMs: Object.fromEntries([...kernels].map(([name, each]) => [name, median(each)])), wallMs: median(walls), bytesUp: written.bytes };
}

/** Counts what is written into buffers until it is disposed of. */
function countWritten({ queue }: GPUDevice): { bytes: number; [Symbol.dispose](): void } {
  const write = queue.writeBuffer.bind(queue);
  const counted = {
    bytes: 0,
    [Symbol.dispose]: () => {
      queue.writeBuffer = write;
    },
  };
  queue.writeBuffer = (buffer, offset, data, ...part: number[]): undefined => {
    counted.bytes += data.byteLength;
    write(buffer, offset, data as BufferSource, ...part);
  };
  return counted;
}

async function medianOf({ warm, timed }: Frames, run: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < warm + timed; i++) {
    const startedMs = performance.now();
    await run();
    if (i >= warm) times.push(performance.now() - startedMs);
  }
  return median(times);
}

/** A slope with some structure, so that no path is spared. */
function picture({ storedWidthPx, storedHeightPx }: FrameGeometry): I420Image {
  const data = new Uint8Array(i420Layout(storedWidthPx, storedHeightPx).byteLength).map((_, i) => (i ^ (i >> 9)) & 255);
  return { widthPx: storedWidthPx, heightPx: storedHeightPx, data, color: { matrix: 'bt709', fullRange: false } };
}
