import { DetectorHost } from '../../../src/acts/detector-host.ts';
import { LanePool } from '../../../src/acts/lane-pool.ts';
import { MouthHost } from '../../../src/acts/mouth-host.ts';
import type { MouthReader } from '../../../src/acts/mouth-reader.ts';
import { observe } from '../../../src/acts/observe.ts';
import { Gate } from '../../../src/core/gate.ts';
import { lowerBound } from '../../../src/core/time.ts';
import { exportAnalysis } from '../../../src/documents/analysis-json.ts';
import type { SpeechRange } from '../../../src/documents/analysis.ts';
import type { Observations } from '../../../src/documents/observations.ts';
import { speechChunkUs } from '../../../src/documents/speech-observations.ts';
import type { SpeechObservations } from '../../../src/documents/speech-observations.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import type { FaceDetectorId } from '../../../src/models/face-detector.ts';
import { understand } from '../../../src/understand/understand.ts';
import { blindRecognizer } from './nobody.ts';

interface Wanted {
  readonly detector: FaceDetectorId;
  /** Where somebody speaks, in place of what would be heard. */
  readonly speech: readonly SpeechRange[];
}

async function openHosts(detector: FaceDetectorId): Promise<{ lanes: LanePool; mouths: MouthReader }> {
  const modelsUrl = new URL('/models/', location.href).href;
  const [detecting, mouthing] = [new DetectorHost(), new MouthHost()];
  await detecting.open(detector, modelsUrl, () => undefined);
  await mouthing.open(modelsUrl);
  const mouths: MouthReader = {
    models: {},
    read: async (image, request) => ({ mouths: (await mouthing.read(image, request)).mouths, image }),
    facts: () => ({ models: {}, troubles: [] }),
    close: () => mouthing.close(),
  };
  return { lanes: new LanePool([{ detect: (image, request) => detecting.detect(image, request) }]), mouths };
}

async function look(file: File, detector: FaceDetectorId, lanes: LanePool, mouths: MouthReader | undefined): Promise<Observations> {
  const movie = await openMovie(file, file.name);
  const settings = { quality: 'balanced', detector, sensitivity: 0.5, firstFrame: 0, lastFrame: movie.video.ticks.length - 1, ...(mouths === undefined ? {} : { speakers: true }) } as const;
  const deps = { movie, settings, lanes, recognizer: blindRecognizer, journal: { resumed: [], append: () => undefined }, gate: new Gate(), signal: new AbortController().signal };
  return observe({ ...deps, ...(mouths === undefined ? {} : { mouths }), onFrame: () => undefined });
}

/** As if it had been heard. */
function heard(speech: readonly SpeechRange[], { ticks, timescale }: Observations['source']): SpeechObservations {
  const totalUs = (1e6 * ((ticks.at(-1) ?? 0) - (ticks[0] ?? 0))) / timescale;
  const ends = speech.flatMap(({ startUs, endUs }) => [startUs, endUs]);
  const probabilities = Float32Array.from({ length: Math.ceil(totalUs / speechChunkUs) }, (_, chunk) => lowerBound(ends, (chunk + 0.5) * speechChunkUs) % 2);
  return { kind: 'heard', totalUs, startUs: 0, endUs: totalUs, probabilities };
}

/** Who speaks in a video, with the speech given: the exported Analysis. Nobody is recognised. */
export async function speakers({ detector, speech }: Wanted, [file]: [File]): Promise<string> {
  const { lanes, mouths } = await openHosts(detector);
  const observations = await look(file, detector, lanes, mouths);
  mouths.close();
  return exportAnalysis(understand({ ...observations, speech: heard(speech, observations.source) }, []));
}

export interface SpeakersTime {
  /** Looking for faces in the whole video, in milliseconds, median of the runs: detectors alone, and with looks at mouths. */
  readonly withoutMs: number;
  readonly withMs: number;
  readonly faces: number;
  readonly mouths: number;
}

/** What looks at mouths add to the analysis of a video, all on one thread; runs take turns. */
export async function speakersTime({ detector, runs }: { detector: FaceDetectorId; runs: number }, [file]: [File]): Promise<SpeakersTime> {
  const hosts = await openHosts(detector);
  const [without, withMouths]: [number[], number[]] = [[], []];
  let [faces, mouths] = [0, 0];
  const timed = async (reader: MouthReader | undefined): Promise<{ ms: number; observations: Observations }> => {
    const startedMs = performance.now();
    const observations = await look(file, detector, hosts.lanes, reader);
    return { ms: performance.now() - startedMs, observations };
  };
  for (let run = 0; run < runs; run++) {
    without.push((await timed(undefined)).ms);
    const { ms, observations } = await timed(hosts.mouths);
    withMouths.push(ms);
    [faces, mouths] = [observations.scores.length, observations.mouths?.detections.length ?? 0];
  }
  hosts.mouths.close();
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? NaN;
  return { withoutMs: middle(without), withMs: middle(withMouths), faces, mouths };
}
