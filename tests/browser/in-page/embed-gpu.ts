import { RecognitionHost } from '../../../src/acts/recognition-host.ts';
import { openRecognizer, type RecognitionLane, type Recognizer } from '../../../src/acts/recognizer.ts';
import { DetectorHost } from '../../../src/acts/detector-host.ts';
import { openCount } from '../../../src/core/owned.ts';
import type { EmbedRequest } from '../../../src/models/face-embedder.ts';
import { pictureOf, withShaders } from './gpu-pictures.ts';

/** The test's way to end the browser's GPU process. */
declare function veilLoseGpu(): Promise<void>;

/** How the browser's GPU misbehaves. */
export interface EmbedTrouble {
  /** The GPU process ends after so many looks. */
  readonly loseAt: number | null;
  /** Shaders take the smaller for the greater number, as a driver might that is wrong. */
  readonly wrongShaders: boolean;
}

export interface EmbedAnswer {
  /** Of the one face, look by look, as on the processor first. */
  readonly wanted: readonly number[];
  readonly looks: readonly (readonly number[])[];
  readonly facts: ReturnType<Recognizer['facts']>;
  readonly notices: readonly string[];
  readonly leftOpen: number;
}

/** What the recognizer says of the one face of a photo, on the processor, and then `times` times on a GPU that misbehaves, as a job asks it. */
export async function embedInTrouble({ widthPx, times, loseAt, wrongShaders }: EmbedTrouble & { widthPx: number; times: number }, [file]: readonly [File]): Promise<EmbedAnswer> {
  const openBefore = openCount.count;
  const { image, geometry } = await pictureOf(file, widthPx);
  const detector = new DetectorHost();
  await detector.open('yunet', '/models/', () => undefined);
  const { detections } = await detector.detect(image, { geometry, quality: 'fast', sensitivity: 0.5 });
  detector.close();
  const request: EmbedRequest = { geometry, detections, faces: Uint32Array.of(0) };
  const notices: string[] = [];
  const open = (onGpu: boolean): Promise<Recognizer> =>
    openRecognizer({ modelsUrl: '/models/', onGpu, makeLane: () => laneOn(wrongShaders ? withShaders(navigator.gpu, 'max(', 'min(') : navigator.gpu) }, (event) => event.kind === 'notice' && notices.push(event.code));
  const onCpu = await open(false);
  const wanted = [...(await onCpu.embed(image, request)).embeddings.vectors];
  onCpu.close();
  const recognizer = await open(true);
  const looks: number[][] = [];
  while (looks.length < times) {
    if (looks.length === loseAt) await veilLoseGpu();
    looks.push([...(await recognizer.embed(image, request)).embeddings.vectors]);
  }
  const facts = recognizer.facts();
  recognizer.close();
  await new Promise((resolve) => setTimeout(resolve, 100));
  return { wanted, looks, facts, notices, leftOpen: openCount.count - openBefore };
}

/** The recognizer's worker, without the worker. */
function laneOn(gpu: GPU): RecognitionLane {
  const host = new RecognitionHost(gpu);
  return {
    open: (modelsUrl, onGpu, onTrouble) => host.open(modelsUrl, onGpu, (trouble) => Promise.resolve(onTrouble(trouble))),
    embed: (image, request) => host.embed(image, request),
    close: () => host.close(),
  };
}
