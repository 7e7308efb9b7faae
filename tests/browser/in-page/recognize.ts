import { DetectorHost } from '../../../src/acts/detector-host.ts';
import { LanePool } from '../../../src/acts/lane-pool.ts';
import { observe } from '../../../src/acts/observe.ts';
import { RecognitionHost } from '../../../src/acts/recognition-host.ts';
import type { Recognizer } from '../../../src/acts/recognizer.ts';
import { learnReferences } from '../../../src/acts/reference-photos.ts';
import type { Reference } from '../../../src/acts/reference-photos.ts';
import { toAppError } from '../../../src/core/errors.ts';
import { Gate } from '../../../src/core/gate.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import type { FaceDetectorId } from '../../../src/models/face-detector.ts';
import { clusterPeople } from '../../../src/tracking/cluster.ts';
import { lookDistance } from '../../../src/tracking/looks.ts';
import { peopleAcross } from '../../../src/understand/across-videos.ts';
import type { PersonOfVideo } from '../../../src/understand/across-videos.ts';
import { understand } from '../../../src/understand/understand.ts';

async function openHosts(detector: FaceDetectorId): Promise<{ lanes: LanePool; recognizer: Recognizer }> {
  const modelsUrl = new URL('/models/', location.href).href;
  const [detecting, recognizing] = [new DetectorHost(), new RecognitionHost()];
  await detecting.open(detector, modelsUrl, () => undefined);
  await recognizing.open(modelsUrl);
  const recognizer: Recognizer = {
    models: {},
    embed: async (image, request) => ({ embeddings: (await recognizing.embed(image, request)).embeddings, image }),
    close: () => undefined,
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
