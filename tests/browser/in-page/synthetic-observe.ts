import { reviewBuffers, reviewModel } from '../../../src/acts/review-model.ts';
import { sourceInfo } from '../../../src/acts/source-info.ts';
import { summarize } from '../../../src/acts/summary.ts';
import { AppError } from '../../../src/core/errors.ts';
import { sampleOrigins } from '../../../src/documents/analysis.ts';
import type { Analysis, Identity, Track } from '../../../src/documents/analysis.ts';
import type { Edit } from '../../../src/documents/edit.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import type { Movie } from '../../../src/media/movie.ts';
import { plan } from '../../../src/plan/plan.ts';
import { exposeApi, moved, sendOver } from '../../../src/rpc/expose-worker.ts';
import type { JobOptions } from '../../../src/rpc/job-types.ts';
import type { ObserveApi, PlanApi } from '../../../src/rpc/worker-apis.ts';
import { replay } from '../../../src/understand/replay.ts';

/**
 * Takes the place of the observe worker in a page: whatever the video shows, two hundred faces wander through it, a hundred people in turn.
 * Everything behind the detectors is the product's own: replay, plan, model.
 */
const trackCount = 200;
const facesAtOnce = 5;
const personTracks = 2;

let movie: Movie | undefined;

/** One face on `frames` frames, on a circle of its own. */
function track(id: number, firstFrame: number, frames: number, widthPx: number, heightPx: number): Track {
  const side = widthPx / 16;
  const boxes = new Float32Array(4 * frames);
  for (let sample = 0; sample < frames; sample += 1) {
    const angle = sample / 90 + id;
    boxes.set([widthPx * (0.1 + 0.15 * (id % facesAtOnce)) + side * Math.cos(angle), heightPx / 2 + side * Math.sin(angle), side, 1.3 * side], 4 * sample);
  }
  return {
    id, kind: 'face', frames: Int32Array.from({ length: frames }, (_, sample) => firstFrame + sample), boxes,
    scores: new Float32Array(frames).fill(0.9), origins: new Uint8Array(frames).fill(sampleOrigins.indexOf('detected')),
  };
}

function analysisOf({ corrections }: JobOptions): Analysis {
  if (movie === undefined) throw new AppError('internal/bug', { reason: 'inspect comes first' });
  const source = sourceInfo(movie);
  const length = Math.floor((facesAtOnce * source.ticks.length) / trackCount);
  const found = Array.from({ length: trackCount }, (_, i) => track(i + 1, Math.floor((i * (source.ticks.length - length)) / trackCount), length, source.widthPx ?? 1, source.heightPx ?? 1));
  const people = Array.from({ length: trackCount / personTracks }, (_, i): Identity => {
    const tracks = [i + 1, i + 1 + trackCount / personTracks];
    return { id: i + 1, tracks, confidence: 0.9, sure: i % 3 > 0, maybe: [], best: null };
  });
  const { tracks, identities, hiddenWhole, ineffective } = replay({ source, tracks: found, identities: people }, corrections);
  const recognition = { embedded: 0, trackFrames: 0, risks: [], cuts: 0 };
  return { source, tracks, identities, recognition, speech: [], speechUnknown: [], actions: [], unknown: hiddenWhole, runs: [], ineffective };
}

const edit = (options: JobOptions): Edit => plan(analysisOf(options), { hide: options.hide });

const api: Record<keyof ObserveApi, unknown> = {
  inspect: async (file: File) => {
    movie ??= await openMovie(file, file.name);
    return summarize(movie);
  },
  encoders: () => [],
  checkOutput: () => 0,
  analyze: () => undefined,
  review: (options: JobOptions) => {
    const analysis = analysisOf(options);
    const model = reviewModel(analysis, edit(options), { items: [], open: 0 }, { firstFrame: 0, lastFrame: analysis.source.ticks.length - 1 });
    return moved(model, reviewBuffers(model));
  },
  exportAnalysis: () => new Blob(),
  tellPeople: (_: unknown, port: MessagePort) => sendOver(port, { identities: [], looks: [] }),
  peopleElsewhere: () => [],
  serve: (port: MessagePort) => exposeApi({ edit } satisfies Partial<PlanApi>, port),
  pause: () => undefined,
  resume: () => undefined,
  cancel: () => undefined,
};

exposeApi(api);
