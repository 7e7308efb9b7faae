import { CpuComposer } from '../../../src/compose/cpu/composer.ts';
import { LanePool } from '../../../src/acts/lane-pool.ts';
import type { DetectorLane } from '../../../src/acts/lane-pool.ts';
import { observe } from '../../../src/acts/observe.ts';
import { JobEncoder } from '../../../src/acts/job-encoder.ts';
import { render } from '../../../src/acts/render.ts';
import { AppError } from '../../../src/core/errors.ts';
import { Gate } from '../../../src/core/gate.ts';
import { openCount } from '../../../src/core/owned.ts';
import { frameStatus, noDetections } from '../../../src/documents/observations.ts';
import { memorySink } from '../../../src/media/byte-sink.ts';
import { copyToI420 } from '../../../src/media/copy-picture.ts';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import type { Movie } from '../../../src/media/movie.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { plan } from '../../../src/plan/plan.ts';
import { understand } from '../../../src/understand/understand.ts';
import { framesLeftOpen, watchFrames } from './open-frames.ts';
import { blindRecognizer } from './nobody.ts';

/** What goes wrong on the way: looks that fail (counted from 0), and samples (decode order) whose bytes are overwritten. */
export interface Harm {
  readonly failedLooks: readonly number[];
  readonly brokenSamples: readonly number[];
}

export interface ChainResult {
  /** Frames that the observations call unknown. */
  readonly unknown: readonly number[];
  readonly framesHiddenWhole: number;
  readonly framesUndecodable: number;
  /** Per frame of the output: brightest minus darkest luma. */
  readonly contrast: readonly number[];
  /** Owned values, and VideoFrames, that were never closed. */
  readonly leftOpen: { readonly owned: number; readonly videoFrames: number };
}

/** A whole job over the first file with a detector that sees nothing: only doubt can hide a frame here. */
export async function chain({ failedLooks, brokenSamples }: Harm, [file]: [File]): Promise<ChainResult> {
  watchFrames();
  const openBefore = openCount.count;
  const movie = await openMovie(await broken(file, brokenSamples), file.name);
  const lastFrame = movie.video.ticks.length - 1;
  const signal = new AbortController().signal;
  const gate = new Gate();
  const observations = await observe({
    movie,
    settings: { quality: 'balanced', detector: 'yunet', sensitivity: 0.5, firstFrame: 0, lastFrame },
    lanes: new LanePool([blindLane(failedLooks)]),
    recognizer: blindRecognizer,
    journal: { resumed: [], append: () => undefined },
    gate,
    signal,
    onFrame: () => undefined,
  });
  const edit = plan(understand(observations, []), {
    hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } },
    cut: { kind: 'range', firstFrame: 0, lastFrame },
  });
  const sink = memorySink();
  const composer = new CpuComposer(movie.video.geometry);
  const { framesHiddenWhole, framesUndecodable } = await render({ movie, edit, encoder: new JobEncoder({ codec: 'auto' }), keepSound: true, composer, backend: { ran: 'cpu' }, sink, gate, signal, onFrame: () => undefined });
  const contrast = await contrastOf(await openMovie(new File([sink.bytes()], 'out.mp4'), 'out.mp4'));
  return {
    unknown: [...observations.statuses].flatMap((status, frame) => (status === frameStatus.unknown ? [frame] : [])),
    framesHiddenWhole,
    framesUndecodable,
    contrast,
    leftOpen: { owned: openCount.count - openBefore, videoFrames: framesLeftOpen() },
  };
}

function blindLane(failedLooks: readonly number[]): DetectorLane {
  let looks = -1;
  return {
    detect: (image) => {
      looks += 1;
      if (failedLooks.includes(looks)) return Promise.reject(new AppError('model/run-failed', { reason: 'as the test wants it' }));
      return Promise.resolve({ detections: noDetections, data: image.data });
    },
  };
}

/** The file with some samples' bytes set to 0xFF: no NAL unit has such a length. */
async function broken(file: File, samples: readonly number[]): Promise<File> {
  const { video } = await openMovie(file, file.name);
  const bytes = new Uint8Array(await file.arrayBuffer());
  for (const sample of samples) {
    const offset = video.samples.offset[sample] as number;
    bytes.fill(0xff, offset, offset + (video.samples.size[sample] as number));
  }
  return new File([bytes], file.name);
}

async function contrastOf(movie: Movie): Promise<number[]> {
  const contrast: number[] = [];
  const { widthPx, heightPx } = movie.video.geometry;
  for await (const decoded of decodeFrames(movie, { firstFrame: 0, lastFrame: movie.video.ticks.length - 1 })) {
    using held = decoded;
    if (held.value.picture === null) throw new Error(`frame ${held.value.frame} of the output cannot be decoded`);
    const luma = (await copyToI420(held.value.picture)).data.subarray(0, widthPx * heightPx);
    contrast.push(luma.reduce((most, value) => Math.max(most, value), 0) - luma.reduce((least, value) => Math.min(least, value), 255));
  }
  return contrast;
}
