import type { Gate } from '../core/gate.ts';
import { i420Layout } from '../core/i420.ts';
import type { I420Image, PictureColor } from '../core/i420.ts';
import { Owned } from '../core/owned.ts';
import { ticksToUs } from '../core/time.ts';
import { CpuComposer } from '../compose/cpu/composer.ts';
import type { Edit, FramePlan } from '../documents/edit.ts';
import type { RunInfo } from '../documents/observations.ts';
import type { ByteSink } from '../media/byte-sink.ts';
import { copyToI420 } from '../media/copy-picture.ts';
import { decodeFrames } from '../media/decode-frames.ts';
import { chooseEncoder, encodeFrames } from '../media/encode-frames.ts';
import type { ComposedPicture, EncoderChoice } from '../media/encode-frames.ts';
import type { Movie } from '../media/movie.ts';
import { Mp4Writer } from '../media/mp4-writer.ts';
import { outputBitrate } from '../media/output-bitrate.ts';
import { FramePlanner } from '../plan/frame-plan.ts';
import { lumaDigest } from './digest.ts';
import { averageFrameRate } from './source-info.ts';

export interface RenderDeps {
  readonly movie: Movie;
  readonly edit: Edit;
  readonly sink: ByteSink;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  readonly onFrame: (done: number, total: number) => void;
  /** May look at a composed picture before it is encoded (live preview); borrowed. */
  readonly onComposed?: (frame: number, image: I420Image) => void;
}

/** What was written, and what the audit must find again. */
export interface Rendered {
  readonly bytes: number;
  readonly frames: number;
  readonly encoder: EncoderChoice;
  readonly framesHiddenWhole: number;
  readonly framesUndecodable: number;
  /** Digests of some composed pictures by output frame. */
  readonly digests: ReadonlyMap<number, Uint8Array>;
  readonly run: RunInfo;
}

/** Composed pictures are remembered for the audit at every key frame, at most this many. */
const digestsMax = 200;

/**
 * Act four: decodes the edit's frames, hides what the edit hides, encodes and muxes, one frame at a time, into the sink.
 * A frame that cannot be decoded is hidden whole; a failure to compose or encode stops the job. The sink is
 * closed when all is written and aborted when anything fails.
 */
export async function render(deps: RenderDeps): Promise<Rendered> {
  const { movie, edit, sink } = deps;
  const startedMs = performance.now();
  const planner = new FramePlanner(edit);
  const { geometry } = movie.video;
  const bitrate = outputBitrate(movie.video);
  const encoder = await chooseEncoder({
    widthPx: geometry.storedWidthPx,
    heightPx: geometry.storedHeightPx,
    frameRate: averageFrameRate(movie),
    bitrate,
  });
  const first = planner.at(0).sourceFrame;
  const last = planner.at(planner.outputFrames - 1).sourceFrame;
  const writer = await Mp4Writer.open(sink, { movie, encoder, firstFrame: first, lastFrame: last });
  const counts = { hiddenWhole: 0, undecodable: 0 };
  const digests = new Map<number, Uint8Array>();
  try {
    const pictures = compose(deps, planner, { first, last }, counts, (index, image) => {
      if (index % keyFrameEvery(movie) === 0 && digests.size < digestsMax) digests.set(index, lumaDigest(image));
    });
    let done = 0;
    for await (const sample of encodeFrames(encoder, pictures, deps.signal)) {
      await writer.addVideo(sample);
      done += 1;
      deps.onFrame(done, planner.outputFrames);
    }
    const { bytes } = await writer.finish();
    const frames = planner.outputFrames;
    const run = { stage: 'render', backend: 'cpu', frames, ms: performance.now() - startedMs, detail: encoder.config.codec };
    return { bytes, frames, encoder, framesHiddenWhole: counts.hiddenWhole, framesUndecodable: counts.undecodable, digests, run };
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
