import { DetectorHost } from '../../../src/acts/detector-host.ts';
import { GpuDetectorSource } from '../../../src/acts/gpu-detector-host.ts';
import type { OpenableLane } from '../../../src/acts/lane-set.ts';
import { openDetection } from '../../../src/acts/open-detection.ts';
import type { FrameGeometry } from '../../../src/core/geometry.ts';
import { openCount } from '../../../src/core/owned.ts';
import type { DetectionFacts } from '../../../src/documents/detection-facts.ts';
import type { Detections } from '../../../src/documents/observations.ts';
import type { FaceDetectorId } from '../../../src/models/face-detector.ts';
import { pictureOf, withShaders } from './gpu-pictures.ts';

export interface Faces {
  readonly count: number;
  readonly boxes: readonly number[];
  readonly scores: readonly number[];
}

export interface BothWays {
  readonly adapter: string;
  readonly software: boolean;
  readonly onCpu: readonly Faces[];
  readonly onGpu: readonly Faces[];
  readonly leftOpen: number;
}

/** What a detector finds in pictures shrunk to a width, on the processor and on this browser's adapter. */
export async function bothWays({ id, widthPx }: { id: FaceDetectorId; widthPx: number }, files: readonly File[]): Promise<BothWays> {
  const openBefore = openCount.count;
  const pictures = await Promise.all(files.map((file) => pictureOf(file, widthPx)));
  const request = (geometry: FrameGeometry): { geometry: FrameGeometry; quality: 'fast'; sensitivity: number } => ({ geometry, quality: 'fast', sensitivity: 0.5 });
  const host = new DetectorHost();
  await host.open(id, '/models/', () => undefined);
  const onCpu: Faces[] = [];
  for (const { image, geometry } of pictures) onCpu.push(facesOf((await host.detect(image, request(geometry))).detections));
  host.close();
  const source = await GpuDetectorSource.load(id, '/models/', navigator.gpu, () => undefined);
  const { adapter, onGpu } = await (async () => {
    using opened = await source.open(() => 2 ** 28);
    const found = await Promise.all(pictures.map(({ image, geometry }) => opened.value.detector.detect(image, request(geometry))));
    return { adapter: opened.value.adapter, onGpu: found.map(facesOf) };
  })();
  return { adapter: adapter.description, software: adapter.software, onCpu, onGpu, leftOpen: openCount.count - openBefore };
}

/** The test's way to end the browser's GPU process. */
declare function veilLoseGpu(): Promise<void>;

export interface LossAnswer {
  readonly answers: readonly Faces[];
  readonly facts: DetectionFacts;
  readonly notices: readonly string[];
  readonly leftOpen: number;
}

/** How the browser's GPU misbehaves. */
export interface Trouble {
  /** The GPU process ends while so many pictures have been answered; the next ones are under way. */
  readonly loseAt: number | null;
  /** Shaders take powers of 2 for powers of e, as a driver might that is wrong. */
  readonly wrongShaders: boolean;
}

/** What YuNet answers to a picture asked about `times` times, a few at once, on a GPU that misbehaves, as a job asks it. */
export async function inTrouble({ widthPx, times, loseAt, wrongShaders }: Trouble & { widthPx: number; times: number }, [file]: readonly [File]): Promise<LossAnswer> {
  const openBefore = openCount.count;
  const { image, geometry } = await pictureOf(file, widthPx);
  const request = { geometry, quality: 'fast', sensitivity: 0.5 } as const;
  const notices: string[] = [];
  const gpu = wrongShaders ? withShaders(navigator.gpu, 'exp(', 'exp2(') : navigator.gpu;
  const lanes = await openDetection({ detector: 'yunet', backend: 'gpu', frames: times, request }, { modelsUrl: '/models/', makeLane, gpu }, (event) => event.kind === 'notice' && notices.push(event.code));
  let answered = 0;
  const answers: Promise<Faces>[] = [];
  for (let n = 0; n < times; n++) {
    await lanes.pool.room();
    answers.push(
      lanes.pool.detect({ ...image, data: image.data.slice() }, request).then(async ({ detections, image: looked }) => {
        lanes.pool.release(looked);
        answered += 1;
        if (answered === loseAt) await veilLoseGpu();
        return facesOf(detections);
      }),
    );
  }
  const all = await Promise.all(answers);
  const facts = lanes.facts();
  lanes.close();
  await new Promise((resolve) => setTimeout(resolve, 100));
  return { answers: all, facts, notices, leftOpen: openCount.count - openBefore };
}

function makeLane(): OpenableLane {
  const host = new DetectorHost();
  return { open: (id, url, onBytes) => host.open(id, url, onBytes), detect: (image, request) => host.detect(image, request), close: () => host.close() };
}

function facesOf({ count, boxes, scores }: Detections): Faces {
  return { count, boxes: [...boxes], scores: [...scores] };
}
