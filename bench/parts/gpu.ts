import type { FrameGeometry } from '../../src/core/geometry.ts';
import { adapterName } from '../../src/core/gpu-adapter.ts';
import { CpuComposer } from '../../src/compose/cpu/composer.ts';
import { GpuComposer } from '../../src/compose/gpu/composer.ts';
import type { FramePlan } from '../../src/documents/edit.ts';
import type { FillChoice } from '../../src/documents/intent.ts';
import { openGpuTools, type GpuTools } from '../../src/gpu/gpu-tools.ts';
import { packedPlanes } from '../../src/gpu/packed-planes.ts';
import { KernelTimer } from '../../src/gpu/timing.ts';
import { openDawn } from './dawn.ts';
import { detectionRows, likelyRow, looksRow } from './gpu-detect.ts';
import { medianOf, picture, timedKernels, type GpuRow } from './gpu-timing.ts';

export interface GpuResult {
  readonly adapter: string;
  readonly software: boolean;
  readonly rows: readonly GpuRow[];
  /** What has no row, and why. */
  readonly unmeasured: readonly string[];
}

const sizes = [[1280, 720], [1920, 1080]] as const;
const fills: readonly FillChoice[] = [{ kind: 'erase' }, { kind: 'solid', color: '#000000' }, { kind: 'mosaic', cellsAcross: 8 }, { kind: 'blur' }];
/** Three faces as they are in a talk: shares of the picture. */
const faces = [[0.2, 0.3, 0.12, 0.3], [0.5, 0.2, 0.07, 0.17], [0.75, 0.5, 0.07, 0.17]] as const;
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
  for (const [widthPx, heightPx] of sizes) {
    const geometry: FrameGeometry = { storedWidthPx: widthPx, storedHeightPx: heightPx, rotation: 0, mirrored: false, widthPx, heightPx };
    say(`gpu: ${widthPx}x${heightPx} on ${adapter}`);
    rows.push(await looksRow(tools, timer, geometry), await likelyRow(tools, timer, geometry));
    for (const fill of fills) rows.push(await composeRow(tools, timer, geometry, fill));
  }
  const { software } = tools.gpu.adapter;
  const detection = software ? 'unmeasured: a software adapter is hundreds of times slower than wasm' : await detectionRows(tools, say);
  return { adapter, software, rows: typeof detection === 'string' ? rows : [...rows, ...detection], unmeasured: typeof detection === 'string' ? [`whole detection: ${detection}`] : [] };
}

async function composeRow(tools: GpuTools, timer: KernelTimer, geometry: FrameGeometry, fill: FillChoice): Promise<GpuRow> {
  const { widthPx, heightPx } = geometry;
  const masks = faces.map(([x, y, w, h], track) => ({
    track, shape: 'ellipse' as const, fill, box: { x: x * widthPx, y: y * heightPx, width: w * widthPx, height: h * heightPx },
  }));
  const plan: FramePlan = { sourceFrame: 0, hideWhole: false, masks };
  using composer = await GpuComposer.open(geometry, tools);
  const cpu = new CpuComposer(geometry);
  const image = picture(geometry);
  const cpuMs = await medianOf(async () => cpu.compose(image, plan));
  const timed = await timedKernels(timer, () => composer.compose(image, plan, timer));
  const { byteLength } = packedPlanes(widthPx, heightPx);
  return { what: `${heightPx}p ${fill.kind}`, ...timed, cpuMs, bytesUp: byteLength, bytesDown: byteLength };
}
