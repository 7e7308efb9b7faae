import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { frameBox } from '../../src/core/boxes.ts';
import type { GpuTools } from '../../src/gpu/gpu-tools.ts';
import { keepLikelyKernel, likelyGroups, likelyHeadWords, likelyRecordWords, packLikelyTasks } from '../../src/gpu/kernels/keep-likely/keep-likely.ts';
import { packShrinkTasks, shrinkGroups, shrinkTensorKernel } from '../../src/gpu/kernels/shrink-tensor/shrink-tensor.ts';
import { packPlanes } from '../../src/gpu/packed-planes.ts';
import { readBack } from '../../src/gpu/readback.ts';
import type { FloatTensor, FloatTensors } from '../../src/inference/session.ts';
import { blazeface } from '../../src/models/blazeface.ts';
import { Candidates } from '../../src/models/candidates.ts';
import { detectorParts } from '../../src/models/detector-parts.ts';
import { decode, type FaceNetwork } from '../../src/models/face-network.ts';
import { lookKernel, type GpuLook } from '../../src/models/gpu-batches.ts';
import { takeLookBuffers } from '../../src/models/gpu-buffers.ts';
import { lookAt } from '../../src/models/input-plan.ts';
import { addLikely, likelyCount, likelyTasks, type KeptLook } from '../../src/models/likely-faces.ts';
import { PreparedLooks } from '../../src/models/prepared-looks.ts';
import { ssdMobilenet } from '../../src/models/ssd-mobilenet.ts';
import { yunet } from '../../src/models/yunet.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';
import { seededRandom } from '../support/random.ts';
import { geometryOf, noisePicture } from '../unit/compose/pictures.ts';

let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => typeof kernels === 'string' || kernels.close());

const upload = (tools: GpuTools, data: Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>, usage: number): ReturnType<GpuTools['pool']['take']> => {
  const held = tools.pool.take(data.byteLength, usage | GPUBufferUsage.COPY_DST);
  tools.gpu.device.queue.writeBuffer(held.value, 0, data);
  return held;
};

/** What the kernel keeps of one run's outputs. */
async function keepLikely(tools: GpuTools, outputs: FloatTensors, look: KeptLook, capacity: number): Promise<Uint32Array<ArrayBuffer>> {
  const { gpu, runner, pool } = tools;
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
  await runner.prepare([keepLikelyKernel]);
  return gpu.checked('likely', async () => {
    const tasks = likelyTasks(look, capacity);
    using task = upload(tools, packLikelyTasks(tasks), UNIFORM);
    const held = new Map(Object.entries(outputs).map(([name, { data }]) => [name, upload(tools, new Float32Array(data), STORAGE)]));
    const of = (name: string): GPUBuffer => held.get(name)!.value;
    const words = likelyHeadWords + capacity * likelyRecordWords;
    using kept = pool.take(4 * words, STORAGE | COPY_DST | COPY_SRC);
    const batch = runner.batch();
    batch.clear(kept.value, 4 * likelyHeadWords);
    look.grids.forEach(({ scores, otherScores = scores, first, second = first }, i) =>
      batch.run(keepLikelyKernel, { task: task.value, scores: of(scores), otherScores: of(otherScores), firstPart: of(first.name), secondPart: of(second.name), kept: kept.value }, i, likelyGroups(tasks[i]!)));
    const back = readBack(batch, pool, kept.value, 4 * words);
    batch.submit();
    const read = new Uint32Array(words);
    await back.read((bytes) => new Uint8Array(read.buffer).set(bytes));
    for (const each of held.values()) each.close();
    return read;
  });
}

const toFrame = { scale: 1.7, offsetX: 13, offsetY: -5 };
const keptLook = (network: FaceNetwork, widthPx: number, heightPx: number, scoreMin: number): KeptLook => ({
  network, grids: network.grids(widthPx, heightPx), firstGrid: 3, toFrame, faceMinPx: 0, scoreMin,
});

/** Outputs of a run in which about a `share` of the cells score between half of and all that there is. */
function madeOutputs(network: FaceNetwork, widthPx: number, heightPx: number, share: number): FloatTensors {
  const random = seededRandom(7);
  const tensors: Record<string, FloatTensor> = {};
  const logits = network.least(0.5) === 0;
  for (const { cells, scores, otherScores, first, second } of network.grids(widthPx, heightPx)) {
    const likely = Array.from({ length: cells }, () => random() < share);
    const score = (cell: number): number => (likely[cell] === true ? (logits ? 4 * random() : 0.5 + random() / 2) : logits ? -4 - 9 * random() : random() / 20);
    tensors[scores] = { data: Float32Array.from({ length: cells }, (_, cell) => score(cell)), dims: [1, cells, 1] };
    if (otherScores !== undefined) tensors[otherScores] = { data: Float32Array.from({ length: cells }, (_, cell) => score(cell)), dims: [1, cells, 1] };
    for (const part of second === undefined ? [first] : [first, second]) {
      tensors[part.name] = { data: Float32Array.from({ length: cells * part.length }, () => 3 * random() - 1), dims: [1, cells, part.length] };
    }
  }
  return tensors;
}

function faces({ count, boxes, scores, keypoints }: Candidates): unknown {
  return { count, boxes: [...boxes.subarray(0, 4 * count)], scores: [...scores.subarray(0, count)], keypoints: [...keypoints.subarray(0, 10 * count)] };
}

const families = [['yunet', yunet, 64, 32], ['yunet', yunet, 640, 384], ['blazeface', blazeface, 96, 64], ['blazeface', blazeface, 512, 288], ['ssd', ssdMobilenet, 128, 128], ['ssd', ssdMobilenet, 640, 384]] as const;

describe('the likely cells that the kernel keeps become the faces that the CPU way decodes, every number and their order the same', () => {
  for (const [name, network, widthPx, heightPx] of families) {
    test.for([0, 0.01, 0.3, 1])(`${name} ${widthPx}x${heightPx}, a share of %d of the cells`, async (share, context) => {
      const tools = requireKernels(context, kernels);
      const outputs = madeOutputs(network, widthPx, heightPx, share);
      const wanted = new Candidates();
      decode(network, outputs, widthPx, heightPx, toFrame, 0.6, wanted);
      const look = keptLook(network, widthPx, heightPx, 0.6);
      const cells = look.grids.reduce((sum, grid) => sum + grid.cells, 0);
      const found = new Candidates();
      addLikely(await keepLikely(tools, outputs, look, cells), [look], found);
      expect(faces(found)).toEqual(faces(wanted));
      if (share > 0.2) expect(found.count).toBeGreaterThan(0);
    });
  }

  test.for(['scores', 'otherScores'] as const)('a NaN among the %s is a failed run, however the kernel compares', async (which, context) => {
    const tools = requireKernels(context, kernels);
    const outputs = madeOutputs(yunet, 64, 32, 0);
    const look = keptLook(yunet, 64, 32, 0.5);
    outputs[look.grids[1]![which]!]!.data[3] = Number.NaN;
    const words = await keepLikely(tools, outputs, look, 8);
    expect(() => addLikely(words, [look], new Candidates())).toThrow(expect.objectContaining({ code: 'model/run-failed' }));
  });

  test('a score a hair above the floor stays, one a hair below goes, as on the processor', async (context) => {
    const tools = requireKernels(context, kernels);
    const outputs = madeOutputs(yunet, 64, 32, 0);
    const floor = 0.3;
    for (let cell = 0; cell < 32; cell++) {
      outputs['cls_8']!.data[cell] = floor * (1 + (cell - 16) * 6e-8);
      outputs['obj_8']!.data[cell] = floor;
    }
    const wanted = new Candidates();
    decode(yunet, outputs, 64, 32, toFrame, floor, wanted);
    const look = keptLook(yunet, 64, 32, floor);
    const found = new Candidates();
    addLikely(await keepLikely(tools, outputs, look, 64), [look], found);
    expect(wanted.count).toBeGreaterThan(5);
    expect(wanted.count).toBeLessThan(28);
    expect(faces(found)).toEqual(faces(wanted));
  });

  test('more than there is room for is counted, so that none is lost unseen; a grid that was not gone through is a failed run', async (context) => {
    const tools = requireKernels(context, kernels);
    const look = keptLook(yunet, 64, 32, 0.5);
    const outputs = madeOutputs(yunet, 64, 32, 1);
    const words = await keepLikely(tools, outputs, look, 4);
    expect(likelyCount(words, [look])).toBe(32 + 8 + 2 - 0);
    words[1] = 2;
    expect(() => likelyCount(words, [look])).toThrow(expect.objectContaining({ code: 'model/run-failed' }));
  });
});

describe('the tensors of all looks are those of the CPU way', () => {
  test.for([
    ['yunet', 'balanced', 1280, 720, 0, 1e9],
    ['yunet', 'balanced', 131, 97, 90, 1e9],
    ['yunet', 'balanced', 131, 97, 90, 1],
    ['embedded', 'balanced', 97, 61, 0, 1e9],
    ['embedded', 'fast', 320, 180, 180, 1],
  ] as const)('%s, %s, %d x %d turned by %d, at most %d bytes at once', async ([id, quality, w, h, rotation, bytesMax], context) => {
    const tools = requireKernels(context, kernels);
    const { gpu, runner, pool } = tools;
    const geometry = geometryOf(w, h, rotation);
    const image = noisePicture(geometry, 5);
    const parts = detectorParts[id];
    const looks = parts.flatMap(({ network, plan }, part) => plan(geometry.widthPx, geometry.heightPx, quality).map((input): GpuLook => ({ part, format: network.format, input })));
    const wanted = parts.flatMap(({ network, plan }) =>
      new PreparedLooks(network.format).get(geometry, '', () => plan(geometry.widthPx, geometry.heightPx, quality)).map((look) => look.fill(image).data.slice()));
    await runner.prepare([lookKernel, shrinkTensorKernel]);
    using buffers = takeLookBuffers(tools, looks, geometry, image.color, bytesMax);
    const { batches, picture, tensor, planes } = buffers.value;
    expect(batches.length).toBe(bytesMax === 1 ? looks.filter(({ input }) => !input.shrinksPrevious).length : 1);
    const bytes = new Uint8Array(planes.byteLength);
    packPlanes(image, planes, bytes);
    gpu.device.queue.writeBuffer(picture, 0, bytes);
    let look = 0;
    for (const { letterbox, numbers, values, shrinks, shrinkNumbers, shrinkTasks, tensorsAt, tensorLength, looks: inBatch } of batches) {
      const all = await gpu.checked('looks', async () => {
        const batch = runner.batch();
        batch.run(lookKernel, { numbers, values, picture, tensor }, 0, letterbox.groups);
        shrinks.forEach((each, task) => batch.run(shrinkTensorKernel, { numbers: shrinkNumbers, task: shrinkTasks, tensor }, task, shrinkGroups(each)));
        const back = readBack(batch, pool, tensor, 4 * tensorLength);
        batch.submit();
        const read = new Float32Array(tensorLength);
        await back.read((found) => new Uint8Array(read.buffer).set(found));
        return read;
      });
      inBatch.forEach(({ input, format }, index) => {
        const expected = wanted[look++]!;
        // Shrunk tensors are sums and a division in f32: within a few roundings of the largest value.
        const tolerance = input.shrinksPrevious ? 4 * 2 ** -24 * 255 * format.scale * 8 : 0;
        const at = expected.findIndex((value, i) => !(Math.abs(value - all[tensorsAt[index]! + i]!) <= tolerance));
        expect(at === -1 ? 'same' : `look ${look - 1}, value ${at}: ${all[tensorsAt[index]! + at]}, not ${expected[at]}`).toBe('same');
      });
    }
    expect(look).toBe(looks.length);
  });

  test('nothing to shrink is an empty list that still fills a buffer', () => {
    expect(packShrinkTasks([])).toMatchObject({ tasks: new Uint32Array(64), numbers: new Uint32Array(1) });
    expect(lookAt(frameBox(0, 0, 64, 64), 64).shrinksPrevious).toBe(false);
  });
});
