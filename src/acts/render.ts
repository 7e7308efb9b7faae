import type { Gate } from '../core/gate.ts';
import type { I420Image } from '../core/i420.ts';
import type { Edit } from '../documents/edit.ts';
import type { RunInfo } from '../documents/observations.ts';
import type { ByteSink } from '../media/byte-sink.ts';
import type { EncoderChoice } from '../media/choose-encoder.ts';
import { colorSpaceInit, mappedCodes } from '../media/color-codes.ts';
import { encodeFrames } from '../media/encode-frames.ts';
import type { EncoderRequest } from '../media/encoder-candidates.ts';
import type { Movie } from '../media/movie.ts';
import { Mp4Writer } from '../media/mp4-writer.ts';
import { outputBitrate } from '../media/output-bitrate.ts';
import type { OutputSound } from '../media/sound/output-sound.ts';
import { planSound } from '../media/sound/plan-sound.ts';
import type { Composer } from '../compose/composer.ts';
import { FramePlanner } from '../plan/frame-plan.ts';
import type { Backend } from './backend.ts';
import { ComposeStage } from './compose-stage.ts';
import { EncodingTally } from './encoding-tally.ts';
import type { JobEncoder } from './job-encoder.ts';
import { outputLayout } from './output-layout.ts';
import { averageFrameRate } from './source-info.ts';
import { wantedSound } from './wanted-sound.ts';

export interface RenderDeps {
  readonly movie: Movie;
  readonly edit: Edit;
  readonly encoder: Pick<JobEncoder, 'choose'>;
  readonly keepSound: boolean;
  /** Of the video's geometry; borrowed. */
  readonly composer: Composer;
  /** What the composer ran on, asked at the end, for the report. */
  readonly backend: Pick<Backend, 'ran'>;
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
  /** What was asked of the encoder, and what it gave. */
  readonly encoding: EncodingTally;
  readonly framesHiddenWhole: number;
  readonly framesUndecodable: number;
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
 * A frame that cannot be decoded is hidden whole; a failure to compose or encode stops the job. The sink is
 * closed when all is written and aborted when anything fails.
 */
export async function render(deps: RenderDeps): Promise<Rendered> {
  try {
    return await renderInto(deps);
  } catch (error) {
    await deps.sink.abort().catch(() => undefined); // what went wrong first is what is told
    throw error;
  }
}

async function renderInto(deps: RenderDeps): Promise<Rendered> {
  const { movie, edit, sink, signal } = deps;
  const startedMs = performance.now();
  const planner = new FramePlanner(edit);
  const encoder = await deps.encoder.choose(encoderRequest(movie), signal);
  const damage = { packets: 0 };
  const sound = movie.audio === null || !deps.keepSound ? null : await planSound(movie.audio, wantedSound(movie, edit), damage);
  const writer = await Mp4Writer.open(sink, outputLayout(movie, encoder, edit.cuts, sound), signal);
  const composed = new ComposeStage(deps, planner);
  const digests = new Map<number, Uint8Array>();
  const encoding = new EncodingTally();
  let done = 0;
  let bytes: number;
  try {
    for await (const sample of encodeFrames(encoder, composed.pictures(), signal)) {
      const digest = composed.takeDigest(sample.index);
      if (sample.key) digests.set(sample.index, digest);
      await writer.addVideo(sample);
      encoding.add(sample);
      done += 1;
      deps.onFrame(done, planner.outputFrames);
    }
    ({ bytes } = await writer.finish());
  } finally {
    await writer.close();
  }
  const frames = planner.outputFrames;
  const run = { stage: 'render', backend: deps.backend.ran, frames, ms: performance.now() - startedMs, detail: encoder.config.codec };
  const { framesHiddenWhole, framesUndecodable, framesResized } = composed;
  return { bytes, frames, encoder, encoding, framesHiddenWhole, framesUndecodable, framesResized, sound, soundPacketsSilent: damage.packets, digests, run };
}

/** What the output of a movie asks of an encoder: its size, rate and colour, and a bitrate that follows its own (under the profile `balanced`). */
export function encoderRequest(movie: Movie): EncoderRequest {
  const { geometry, codec, bitrate, hdr } = movie.video;
  const colorSpace = hdr === null ? movie.video.colorSpaceInit : colorSpaceInit(mappedCodes, geometry.storedHeightPx);
  const size = { widthPx: geometry.storedWidthPx, heightPx: geometry.storedHeightPx, frameRate: averageFrameRate(movie) };
  return { ...size, bitrate: outputBitrate({ ...size, sourceBitrate: bitrate, sourceCodec: codec }), colorSpace };
}
