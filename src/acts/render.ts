import type { Gate } from '../core/gate.ts';
import type { CanvasSize } from '../documents/layout.ts';
import type { MissingPolicy } from '../documents/missing.ts';
import type { RunInfo } from '../documents/observations.ts';
import type { QualityStep } from '../documents/quality-step.ts';
import type { ByteSink } from '../media/byte-sink.ts';
import type { EncoderChoice } from '../media/choose-encoder.ts';
import { encodeFrames, encodeQueueMax, encodeQueueMaxFrugal } from '../media/encode-frames.ts';
import type { EncoderRequest } from '../media/encoder-candidates.ts';
import type { Movie } from '../media/movie.ts';
import { Mp4Writer } from '../media/mp4-writer.ts';
import { outputBitrate } from '../media/output-bitrate.ts';
import type { OutputSound } from '../media/sound/output-sound.ts';
import { planSound } from '../media/sound/plan-sound.ts';
import type { Backend } from './backend.ts';
import { ComposeStage } from './compose-stage.ts';
import type { ComposeDeps } from './compose-stage.ts';
import { EncodingTally } from './encoding-tally.ts';
import type { JobEncoder } from './job-encoder.ts';
import { outputLayout } from './output-layout.ts';
import { outputPicture } from './output-picture.ts';
import { wantedSound } from './wanted-sound.ts';
import { SharedDecode } from './shared-decode.ts';
import type { SourceFeed } from './shared-decode.ts';
import { averageFrameRate } from './source-info.ts';

/** One output of a movie. */
export interface RenderDeps extends ComposeDeps {
  readonly encoder: Pick<JobEncoder, 'choose' | 'retune'>;
  readonly keepSound: boolean;
  /** What the composer ran on, asked at the end, for the report. */
  readonly backend: Pick<Backend, 'ran'>;
  readonly sink: ByteSink;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  readonly onFrame: (done: number, total: number) => void;
  /** Hears of each step down that the encoder takes. */
  readonly onStep?: (step: QualityStep) => void;
}

/** What was written, and what the audit must find again. */
export interface Rendered {
  readonly bytes: number;
  readonly frames: number;
  readonly encoder: EncoderChoice;
  /** What was asked of the encoder, and what it gave. */
  readonly encoding: EncodingTally;
  readonly framesHiddenWhole: number;
  readonly framesUndecodable: number;
  readonly missing: MissingPolicy;
  /** Those of them that something else stands in for than grey. */
  readonly framesMadeUp: number;
  /** Frames that the stream shows in another size than its first. */
  readonly framesResized: number;
  /** The sound that was written; null when there is none. */
  readonly sound: OutputSound | null;
  /** Packets of the source's sound that could not be decoded and are silent. */
  readonly soundPacketsSilent: number;
  /** Digests of the composed pictures that became key frames, by output frame. */
  readonly digests: ReadonlyMap<number, Uint8Array>;
  readonly run: RunInfo;
}

/**
 * Act four: decodes the edit's frames, hides what the edit hides, encodes and muxes, one frame at a time, into the sink.
 * A frame that cannot be decoded is hidden whole, or made up for as `missing` says; a failure to compose or encode stops the job. The sink is
 * closed when all is written and aborted when anything fails.
 */
export async function render(deps: RenderDeps): Promise<Rendered> {
  const [result] = (await renderTogether([deps])) as [PromiseSettledResult<Rendered>];
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/**
 * The same for several outputs of one movie, each with a composer, an encoder and a sink of its own, from one decoder. One that fails does not stop the
 * others. The cuts of several must ascend; gate, signal and how many pictures wait for an output are those of the first.
 */
export async function renderTogether(outputs: readonly RenderDeps[]): Promise<PromiseSettledResult<Rendered>[]> {
  const { movie, gate, signal, frugal = false } = outputs[0] as RenderDeps;
  const decode = new SharedDecode({ movie, gate, signal, frugal }, outputs.map(({ edit }) => edit.cuts));
  const decoding = decode.run();
  const results = await Promise.allSettled(outputs.map((output, i) => renderOne(output, decode.feeds[i] as SourceFeed)));
  await decoding;
  return results;
}

async function renderOne(deps: RenderDeps, feed: SourceFeed): Promise<Rendered> {
  try {
    return await renderInto(deps, feed);
  } catch (error) {
    await deps.sink.abort().catch(() => undefined); // what went wrong first is what is told
    throw error;
  } finally {
    feed.close();
  }
}

async function renderInto(deps: RenderDeps, feed: SourceFeed): Promise<Rendered> {
  const { movie, edit, sink, signal } = deps;
  const startedMs = performance.now();
  const encoder = await deps.encoder.choose(encoderRequest(movie, edit.canvas), signal);
  const damage = { packets: 0 };
  const sound = movie.audio === null || !deps.keepSound ? null : await planSound(movie.audio, wantedSound(movie, edit), damage);
  const writer = await Mp4Writer.open(sink, outputLayout(movie, edit, encoder, sound), signal);
  const composed = new ComposeStage(deps, feed);
  const frames = composed.outputFrames;
  const digests = new Map<number, Uint8Array>();
  const encoding = new EncodingTally();
  const options = { retune: (index: number) => deps.encoder.retune(index, deps.onStep), queueMax: deps.frugal === true ? encodeQueueMaxFrugal : encodeQueueMax };
  let done = 0;
  let bytes: number;
  try {
    for await (const sample of encodeFrames(encoder, composed.pictures(), signal, options)) {
      const digest = composed.takeDigest(sample.index);
      if (sample.key) digests.set(sample.index, digest);
      await writer.addVideo(sample);
      encoding.add(sample);
      done += 1;
      deps.onFrame(done, frames);
    }
    ({ bytes } = await writer.finish());
  } finally {
    await writer.close();
  }
  const run = { stage: 'render', backend: deps.backend.ran, frames, ms: performance.now() - startedMs, detail: encoder.config.codec };
  const { framesHiddenWhole, framesUndecodable, framesMadeUp } = composed;
  return { bytes, frames, encoder, encoding, framesHiddenWhole, framesUndecodable, missing: deps.missing ?? 'hide', framesMadeUp, framesResized: feed.framesResized, sound, soundPacketsSilent: damage.packets, digests, run };
}

/**
 * What an output of a movie, of a canvas or as it is, asks of an encoder: its size, rate and colour, and a bitrate that follows the source's (under the
 * profile `balanced`).
 */
export function encoderRequest(movie: Movie, canvas: CanvasSize | null = null): EncoderRequest {
  const { geometry, colorSpace, sourceBitrate } = outputPicture(movie, canvas);
  const size = { widthPx: geometry.storedWidthPx, heightPx: geometry.storedHeightPx, frameRate: averageFrameRate(movie) };
  return { ...size, bitrate: outputBitrate({ ...size, sourceBitrate, sourceCodec: movie.video.codec }), colorSpace };
}
