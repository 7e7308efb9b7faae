import type { Backend } from '../../../src/acts/backend.ts';
import { OutputJob } from '../../../src/acts/output-job.ts';
import { renderOutputs } from '../../../src/acts/render-outputs.ts';
import type { Composer } from '../../../src/compose/composer.ts';
import { CpuComposer } from '../../../src/compose/cpu/composer.ts';
import { AppError } from '../../../src/core/errors.ts';
import { Gate } from '../../../src/core/gate.ts';
import { openCount, Owned } from '../../../src/core/owned.ts';
import { WorkClock } from '../../../src/core/work-clock.ts';
import type { Edit } from '../../../src/documents/edit.ts';
import type { QualityStep } from '../../../src/documents/quality-step.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import type { Movie } from '../../../src/media/movie.ts';
import { nothingDetected, nothingReviewed } from './detection-facts.ts';
import { nobodyFound } from './nobody.ts';
import { framesLeftOpen, watchFrames } from './open-frames.ts';
import { renderOptions } from './reclaimed-render.ts';
import { textureClip } from './texture-clip.ts';

/** How often memory runs out for each output, in the middle of it; and a time that is used up already. */
export interface Shortages {
  readonly shortages: readonly [number, number, number];
  readonly finishInS?: number;
}

export interface ShortOfMemory {
  readonly outcomes: readonly string[];
  /** By output; of one that was made. */
  readonly steps: readonly (readonly QualityStep[])[];
  /** How often each output began. */
  readonly begun: readonly number[];
  /** Frames of each output that were composed in all. */
  readonly composed: readonly number[];
  /** The most of each output's frames that were with the composer at once, by attempt. */
  readonly atOnce: readonly (readonly number[])[];
  readonly sha256: readonly (string | null)[];
  readonly bytesLeft: readonly number[];
  readonly notices: readonly string[];
  readonly leftOpen: { readonly owned: number; readonly videoFrames: number };
}

/** Three cuts of one clip, in one go; the composer of an output finds no memory at its sixth frame as often as `shortages` says. */
export async function shortOfMemory({ shortages, finishInS }: Shortages): Promise<ShortOfMemory> {
  const clip = await textureClip(30);
  watchFrames();
  const open = openCount.count;
  const movie = await openMovie(clip, clip.name);
  const cuts = [[0, 19], [5, 24], [10, 29]] as const;
  const [begun, composed, notices]: [number[], number[], string[]] = [cuts.map(() => 0), cuts.map(() => 0), []];
  const atOnce: number[][] = cuts.map(() => []);
  const send = (event: { kind: string; code?: string }): void => {
    if (event.kind === 'notice') notices.push(event.code as string);
  };
  const clock = new WorkClock(new Gate(), finishInS === undefined ? 0 : 1000 * finishInS);
  const handles = await Promise.all(cuts.map(async () => (await navigator.storage.getDirectory()).getFileHandle(`${crypto.randomUUID()}.mp4`, { create: true })));
  const jobs = cuts.map(([firstFrame, lastFrame], i) => new OutputJob({ planned: { edit: cutOf(movie, firstFrame, lastFrame), facts: factsOf(movie) }, options: renderOptions, name: `${i}.mp4`, handle: handles[i], clock }, movie, send));
  // Composers are opened in the order of the outputs of a pass: which one is at work is known by its first frame.
  const openComposer = async (): Promise<Owned<Composer>> => {
    const plain = new CpuComposer(movie.video.geometry);
    let output = -1;
    let [frames, underWay] = [0, 0];
    const composer: Composer = {
      framesAtOnce: 3,
      reset: () => plain.reset(),
      compose: async (image, plan, target) => {
        if (output < 0) {
          output = cuts.findIndex(([firstFrame]) => firstFrame === plan.sourceFrame);
          begun[output] = (begun[output] as number) + 1;
          atOnce[output]?.push(0);
        }
        const most = atOnce[output] as number[];
        underWay += 1;
        most[most.length - 1] = Math.max(most.at(-1) as number, underWay);
        await new Promise((resolve) => setTimeout(resolve, 2));
        underWay -= 1;
        if ((frames += 1) === 6 && (begun[output] as number) <= (shortages[output] as number)) throw new RangeError('Array buffer allocation failed');
        composed[output] = (composed[output] as number) + 1;
        plain.compose(image, plan, target);
      },
    };
    return new Owned(composer, () => undefined);
  };
  const backend: Backend = { kind: 'cpu', reason: { code: 'asked-cpu', details: {} }, adapter: null, troubles: [], ran: 'cpu', openComposer };
  const results = await renderOutputs(jobs, { movie, backend, gate: new Gate(), signal: new AbortController().signal, send, clock, finishInS });
  const reports = results.map((result) => (result.status === 'fulfilled' ? result.value.report : null));
  return {
    outcomes: results.map((result) => (result.status === 'fulfilled' ? 'made' : result.reason instanceof AppError ? result.reason.code : String(result.reason))),
    steps: reports.map((report) => report?.qualitySteps ?? []),
    begun, composed, atOnce, notices,
    sha256: reports.map((report) => report?.output.sha256 ?? null),
    bytesLeft: await Promise.all(handles.map(async (handle) => (await handle.getFile()).size)),
    leftOpen: { owned: openCount.count - open, videoFrames: framesLeftOpen() },
  };
}

function cutOf({ video }: Movie, firstFrame: number, lastFrame: number): Edit {
  const { widthPx, heightPx } = video.geometry;
  return { widthPx, heightPx, canvas: null, cuts: [{ firstFrame, lastFrame }], masks: [], hiddenWhole: [], audio: { treatments: [] } };
}

function factsOf({ fingerprint, video }: Movie): ConstructorParameters<typeof OutputJob>[0]['planned']['facts'] {
  return { fingerprint, sourceFrames: video.ticks.length, detector: 'yunet', framesUnknown: 0, runs: [], ...nobodyFound, detection: nothingDetected, review: nothingReviewed };
}
