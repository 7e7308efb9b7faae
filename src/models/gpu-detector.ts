import type { FrameGeometry } from '../core/geometry.ts';
import type { I420Image, PictureColor } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import type { Detections, Quality } from '../documents/observations.ts';
import type { GpuTools } from '../gpu/gpu-tools.ts';
import { keepLikelyKernel, likelyGroups, likelyHeadWords, likelyRecordWords, packLikelyTasks } from '../gpu/kernels/keep-likely/keep-likely.ts';
import { shrinkGroups, shrinkTensorKernel } from '../gpu/kernels/shrink-tensor/shrink-tensor.ts';
import { isPackedAsIs, packPlanes } from '../gpu/packed-planes.ts';
import { readBack, type Readback } from '../gpu/readback.ts';
import type { GpuSession, GpuTensor, GpuTensors } from '../inference/gpu-session.ts';
import { OneAtATime } from '../inference/one-at-a-time.ts';
import { answerOf } from './answer.ts';
import { Candidates } from './candidates.ts';
import { detectorParts, type DetectorPart } from './detector-parts.ts';
import { scoreThresholds, type DetectRequest, type FaceDetector, type FaceDetectorId } from './face-detector.ts';
import type { OutputGrid } from './face-network.ts';
import { lookKernel, type GpuLook } from './gpu-batches.ts';
import { takeLookBuffers, type LoadedBatch, type LookBuffers } from './gpu-buffers.ts';
import { addLikely, likelyCount, likelyTasks, type KeptLook } from './likely-faces.ts';
import { toFrameOf } from './prepared-looks.ts';
import { toRawScore } from './score-scale.ts';

/** Records read back with every picture, 10 kB: a face makes about ten. Where there are more, the picture is looked at again with room for them. */
const firstCapacity = 128;

export interface GpuDetectorOptions {
  /** Most bytes of tensors made in one go, asked for with every picture; a single look may take more. */
  readonly batchBytesMax: () => number;
}

/** What one picture left in the queue of the GPU. */
interface Asked {
  readonly looks: readonly KeptLook[];
  readonly capacity: number;
  readonly back: Readback;
  /** Settles when the device has judged what was given to it. */
  readonly judged: Promise<unknown>;
}

/**
 * A detector whose pictures go up once: letterbox, networks and the choice of likely cells run on the device of the tools, and those cells
 * alone come back, to be decoded by the code of the CPU way. Takes the sessions, one per part and in their order, on that device. `detect`
 * throws what the device does, too (`gpu/…`); then nothing of it is to be believed any more. While one picture is read back the next goes up.
 */
export async function createGpuDetector(id: FaceDetectorId, given: readonly Owned<GpuSession>[], tools: GpuTools, { batchBytesMax }: GpuDetectorOptions): Promise<FaceDetector> {
  await tools.runner.prepare([lookKernel, shrinkTensorKernel, keepLikelyKernel]);
  const parts = detectorParts[id];
  const sessions = given.map((session) => session.take());
  const { gpu, runner, pool } = tools;
  const queue = new OneAtATime();
  const candidates = new Candidates();
  let prepared: { readonly key: string; readonly buffers: Owned<LookBuffers> } | undefined;
  let padded = new Uint8Array(0);
  let notANumber = new Float32Array(0);
  let capacity = firstCapacity;

  function buffersFor(geometry: FrameGeometry, color: PictureColor, quality: Quality): LookBuffers {
    const { storedWidthPx, storedHeightPx, rotation, mirrored, widthPx, heightPx } = geometry;
    const key = [storedWidthPx, storedHeightPx, rotation, mirrored, widthPx, heightPx, color.matrix, color.fullRange, quality, batchBytesMax()].join();
    if (prepared?.key !== key) {
      prepared?.buffers.close();
      const looks = parts.flatMap(({ network, plan }, part) => plan(widthPx, heightPx, quality).map((input): GpuLook => ({ part, format: network.format, input })));
      prepared = { key, buffers: takeLookBuffers(tools, looks, geometry, color, batchBytesMax()) };
    }
    return prepared.buffers.value;
  }

  /** Submits everything for one picture; the picture is read before it settles. */
  async function ask(image: I420Image, { geometry, quality, sensitivity }: DetectRequest): Promise<Asked> {
    const { queue: device } = gpu.device;
    const continueMin = scoreThresholds(id, sensitivity).continue;
    const judged: Promise<void>[] = [];
    const checked = (what: string, run: () => void): void => {
      const told = gpu.checked(what, run);
      told.catch(() => undefined); // it is awaited with the others, at the end
      judged.push(told);
    };
    const buffers = buffersFor(geometry, image.color, quality);
    const looks: KeptLook[] = [];
    const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
    const room = capacity;
    const keptBytes = 4 * (likelyHeadWords + room * likelyRecordWords);
    using kept = pool.take(keptBytes, STORAGE | COPY_DST | COPY_SRC);
    let batch = runner.batch();
    checked('upload', () => {
      device.writeBuffer(buffers.picture, 0, asPacked(image, buffers));
      batch.clear(kept.value, 4 * likelyHeadWords);
    });
    let firstGrid = 0;
    try {
      for (const loaded of buffers.batches) {
        checked('looks', () => recordTensors(loaded, buffers));
        for (const [index, look] of loaded.looks.entries()) {
          const { network, scores } = parts[look.part] as DetectorPart;
          const { widthPx, heightPx } = look.input;
          const input = buffers.inputOf(look);
          const grids = network.grids(widthPx, heightPx);
          const outputs = buffers.outputsOf(look, grids);
          checked('input', () => {
            blankScores(grids, outputs);
            batch.copy(buffers.tensor, input, 12 * widthPx * heightPx, 4 * (loaded.tensorsAt[index] as number));
            batch.submit();
          });
          await (sessions[look.part] as Owned<GpuSession>).value.run({ [network.input]: { buffer: input, dims: [1, 3, heightPx, widthPx] } }, outputs);
          const keptLook = { network, grids, firstGrid, toFrame: toFrameOf(look.input), faceMinPx: look.input.faceMinPx, scoreMin: toRawScore(scores, continueMin) };
          looks.push(keptLook);
          firstGrid += grids.length;
          batch = runner.batch();
          checked('likely cells', () => recordLikely(keptLook, outputs));
        }
      }
    } catch (error) {
      await Promise.all(judged); // a failed run is often only the consequence of what the device has to tell
      throw error;
    }
    const back = readBack(batch, pool, kept.value, keptBytes);
    checked('readback', () => batch.submit());
    return { looks, capacity: room, back, judged: Promise.all(judged) };

    function recordTensors({ letterbox, numbers, values, shrinks, shrinkNumbers, shrinkTasks }: LoadedBatch, { picture, tensor }: LookBuffers): void {
      batch.run(lookKernel, { numbers, values, picture, tensor }, 0, letterbox.groups);
      shrinks.forEach((shrink, task) => batch.run(shrinkTensorKernel, { numbers: shrinkNumbers, task: shrinkTasks, tensor }, task, shrinkGroups(shrink)));
    }

    function recordLikely(look: KeptLook, outputs: GpuTensors): void {
      const tasks = likelyTasks(look, room);
      const packed = packLikelyTasks(tasks);
      using held = pool.take(packed.byteLength, UNIFORM | COPY_DST);
      device.writeBuffer(held.value, 0, packed);
      const bufferOf = (name: string): GPUBuffer => (outputs[name] as GpuTensor).buffer;
      look.grids.forEach(({ scores, otherScores = scores, first, second = first }, grid) => {
        const bound = { task: held.value, scores: bufferOf(scores), otherScores: bufferOf(otherScores), firstPart: bufferOf(first.name), secondPart: bufferOf(second.name), kept: kept.value };
        const task = tasks[grid] as (typeof tasks)[number];
        batch.run(keepLikelyKernel, bound, grid, likelyGroups(task));
      });
    }
  }

  /** A run that writes nothing must not look like nobody, or like the picture before: what is not finite is kept, and is a failed run. */
  function blankScores(grids: readonly OutputGrid[], outputs: GpuTensors): void {
    for (const { cells, scores } of grids) {
      if (notANumber.length < cells) notANumber = new Float32Array(cells).fill(Number.NaN);
      gpu.device.queue.writeBuffer((outputs[scores] as GpuTensor).buffer, 0, notANumber, 0, cells);
    }
  }

  function asPacked(image: I420Image, { planes }: LookBuffers): Uint8Array<ArrayBuffer> {
    if (isPackedAsIs(planes)) return image.data;
    if (padded.length !== planes.byteLength) padded = new Uint8Array(planes.byteLength);
    packPlanes(image, planes, padded);
    return padded;
  }

  /** Waits for one picture's likely cells; undefined where there were more than came back. */
  async function answer({ looks, capacity: room, back, judged }: Asked): Promise<Detections | undefined> {
    let found: Detections | undefined;
    let wanted = 0;
    await Promise.all([
      judged,
      back.read((bytes) => {
        const words = new Uint32Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength / 4);
        wanted = likelyCount(words, looks);
        if (wanted > room) return;
        candidates.clear();
        addLikely(words, looks, candidates);
        found = answerOf(candidates);
      }),
    ]);
    if (gpu.broken !== undefined) throw gpu.broken;
    while (capacity < wanted) capacity *= 2;
    return found;
  }

  return {
    id,
    detect: async (image, request) => {
      for (;;) {
        const asked = await queue.run(() => ask(image, request));
        const found = await answer(asked);
        if (found !== undefined) return found;
      }
    },
    close: () => {
      sessions.forEach((session) => session.close());
      prepared?.buffers.close();
    },
  };
}
