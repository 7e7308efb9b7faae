import { DetectorHost } from '../../../src/acts/detector-host.ts';
import { LanePool } from '../../../src/acts/lane-pool.ts';
import { observe } from '../../../src/acts/observe.ts';
import { RecognitionHost } from '../../../src/acts/recognition-host.ts';
import type { Recognizer } from '../../../src/acts/recognizer.ts';
import { learnReferences } from '../../../src/acts/reference-photos.ts';
import type { Reference } from '../../../src/acts/reference-photos.ts';
import { toAppError } from '../../../src/core/errors.ts';
import { Gate } from '../../../src/core/gate.ts';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import type { FaceDetectorId } from '../../../src/models/face-detector.ts';
import { clusterPeople } from '../../../src/tracking/cluster.ts';
import { lookDistance } from '../../../src/tracking/looks.ts';
import { peopleAcross } from '../../../src/understand/across-videos.ts';
import type { PersonOfVideo } from '../../../src/understand/across-videos.ts';
import { understand } from '../../../src/understand/understand.ts';
import { toBase64 } from './base64.ts';
import { blindRecognizer } from './nobody.ts';

async function openHosts(detector: FaceDetectorId): Promise<{ lanes: LanePool; recognizer: Recognizer }> {
  const modelsUrl = new URL('/models/', location.href).href;
  const [detecting, recognizing] = [new DetectorHost(), new RecognitionHost(undefined)];
  await detecting.open(detector, modelsUrl, () => undefined);
  await recognizing.open(modelsUrl, false, () => Promise.resolve());
  const recognizer: Recognizer = {
    ...blindRecognizer,
    embed: async (image, request) => ({ embeddings: (await recognizing.embed(image, request)).embeddings, image }),
  };
  return { lanes: new LanePool([{ detect: (image, request) => detecting.detect(image, request) }]), recognizer };
}

/** People of each video, and who is the same across them. */
export async function videos({ detector }: { detector: FaceDetectorId }, files: readonly File[]): Promise<{ sure: number[]; across: PersonOfVideo[][] }> {
  const { lanes, recognizer } = await openHosts(detector);
  const analyses = [];
  for (const file of files) {
    const movie = await openMovie(file, file.name);
    const settings = { quality: 'balanced', detector, sensitivity: 0.5, firstFrame: 0, lastFrame: movie.video.ticks.length - 1 } as const;
    const deps = { movie, settings, lanes, recognizer, journal: { resumed: [], append: () => undefined }, gate: new Gate(), signal: new AbortController().signal };
    analyses.push(understand(await observe({ ...deps, onFrame: () => undefined }), []));
  }
  return { sure: analyses.map(({ identities }) => identities.filter(({ sure }) => sure).length), across: peopleAcross(analyses) };
}

export interface PhotoPeople {
  /** Names of the photos of each person that was found. */
  readonly groups: readonly (readonly string[])[];
  /** Photos that are of no use as references, with the error's code. */
  readonly refused: Readonly<Record<string, string>>;
  readonly distances: readonly { readonly a: string; readonly b: string; readonly distance: number }[];
}

/** Who is who among photos of one face each. */
export async function photos({ detector }: { detector: FaceDetectorId }, files: readonly File[]): Promise<PhotoPeople> {
  const { lanes, recognizer } = await openHosts(detector);
  const refused: Record<string, string> = {};
  const known: Reference[] = [];
  for (const file of files) {
    try {
      known.push(...(await learnReferences([{ role: 'keep', file }], lanes, recognizer, new AbortController().signal)));
    } catch (error) {
      refused[file.name] = toAppError(error).code;
    }
  }
  const groups = clusterPeople(known.map(({ looks }) => looks), () => false).map(({ members }) => members.map((member) => known[member]?.name ?? ''));
  const distances = known.flatMap((a, index) => known.slice(index + 1).map((b) => ({ a: a.name, b: b.name, distance: lookDistance(a.looks, b.looks) })));
  return { groups, refused, distances };
}

/** A frame of the first file as a PNG in base64: a photo of whoever is in it. */
export async function photoOf({ frame }: { frame: number }, [file]: [File]): Promise<string> {
  const movie = await openMovie(file, file.name);
  for await (const decoded of decodeFrames(movie, { firstFrame: frame, lastFrame: frame })) {
    using held = decoded;
    if (held.value.picture === null) break;
    const { displayWidth, displayHeight } = held.value.picture;
    const canvas = new OffscreenCanvas(displayWidth, displayHeight);
    canvas.getContext('2d')?.drawImage(held.value.picture, 0, 0);
    return toBase64(new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer()));
  }
  throw new Error(`frame ${frame} cannot be decoded`);
}

export interface RecognitionTime {
  /** Looking for faces in the whole video, in milliseconds, median of the runs: detectors alone, and with closer looks. */
  readonly withoutMs: number;
  readonly withMs: number;
  readonly faces: number;
  readonly closerLooks: number;
}

/** What closer looks add to the analysis of a video, all on one thread; runs take turns. */
export async function recognitionTime({ detector, runs }: { detector: FaceDetectorId; runs: number }, [file]: [File]): Promise<RecognitionTime> {
  const { lanes, recognizer } = await openHosts(detector);
  const movie = await openMovie(file, file.name);
  const settings = { quality: 'balanced', detector, sensitivity: 0.5, firstFrame: 0, lastFrame: movie.video.ticks.length - 1 } as const;
  const timed = async (by: Recognizer): Promise<{ ms: number; faces: number; looks: number }> => {
    const startedMs = performance.now();
    const deps = { movie, settings, lanes, recognizer: by, journal: { resumed: [], append: () => undefined }, gate: new Gate(), signal: new AbortController().signal };
    const { embeddings, scores } = await observe({ ...deps, onFrame: () => undefined });
    return { ms: performance.now() - startedMs, faces: scores.length, looks: embeddings.detections.length };
  };
  const [without, withLooks]: [number[], number[]] = [[], []];
  let [faces, closerLooks] = [0, 0];
  for (let run = 0; run < runs; run++) {
    without.push((await timed(blindRecognizer)).ms);
    const { ms, ...counts } = await timed(recognizer);
    withLooks.push(ms);
    [faces, closerLooks] = [counts.faces, counts.looks];
  }
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? NaN;
  return { withoutMs: middle(without), withMs: middle(withLooks), faces, closerLooks };
}
