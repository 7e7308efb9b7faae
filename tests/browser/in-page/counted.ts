import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output } from 'mediabunny';
import { audit } from '../../../src/acts/audit.ts';
import { JobEncoder } from '../../../src/acts/job-encoder.ts';
import { outputTimes } from '../../../src/acts/output-times.ts';
import { render } from '../../../src/acts/render.ts';
import { CpuComposer } from '../../../src/compose/cpu/composer.ts';
import { Gate } from '../../../src/core/gate.ts';
import type { FrameRange } from '../../../src/documents/analysis.ts';
import type { Edit, MaskPath } from '../../../src/documents/edit.ts';
import { memorySink } from '../../../src/media/byte-sink.ts';
import { copyToI420 } from '../../../src/media/copy-picture.ts';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { toBase64 } from './base64.ts';

/** The picture: below, the frame's number in black and white stripes; above, a white face that wanders over grey. */
const [widthPx, heightPx] = [320, 96];
const [bits, faceSide, faceY] = [10, 24, 8];
const [black, grey, white] = [20, 110, 230];
const stripePx = widthPx / bits;

export interface CountedSpec {
  readonly frames: number;
  readonly keyEvery: number;
}

/** When a frame of a counted clip is shown, in microseconds: frames are of uneven length, 47 ms on average. */
export function countedUs(frame: number): number {
  return 40_000 * frame + 7_000 * (Math.floor(frame / 3) * 3 + ((frame % 3) * (frame % 3 + 1)) / 2);
}

function faceX(frame: number): number {
  return (11 * frame) % (widthPx - faceSide);
}

/** A clip of which every frame tells its number, in base64. */
export async function countedClip({ frames, keyEvery }: CountedSpec): Promise<string> {
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat(), target });
  const source = new EncodedVideoPacketSource('avc');
  output.addVideoTrack(source);
  await output.start();
  const packets: { packet: EncodedPacket; meta: EncodedVideoChunkMetadata | undefined }[] = [];
  const encoder = new VideoEncoder({ output: (chunk, meta) => packets.push({ packet: EncodedPacket.fromEncodedChunk(chunk), meta }), error: (error) => console.error(error) });
  encoder.configure({ codec: 'avc1.42001e', width: widthPx, height: heightPx, bitrate: 2_000_000, framerate: 21, avc: { format: 'avc' } });
  for (let frame = 0; frame < frames; frame += 1) {
    const timestamp = countedUs(frame);
    const picture = new VideoFrame(paint(frame), { format: 'I420', codedWidth: widthPx, codedHeight: heightPx, timestamp, duration: countedUs(frame + 1) - timestamp });
    encoder.encode(picture, { keyFrame: frame % keyEvery === 0 });
    picture.close();
  }
  await encoder.flush();
  encoder.close();
  for (const { packet, meta } of packets) await source.add(packet, meta);
  await output.finalize();
  return toBase64(new Uint8Array(target.buffer as ArrayBuffer));
}

function paint(frame: number): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array((widthPx * heightPx * 3) / 2).fill(128);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const isFace = y >= faceY && y < faceY + faceSide && x >= faceX(frame) && x < faceX(frame) + faceSide;
      const stripe = (frame >> Math.floor(x / stripePx)) & 1 ? white : black;
      data[y * widthPx + x] = y >= heightPx / 2 ? stripe : isFace ? white : grey;
    }
  }
  return data;
}

export interface CountedOutput {
  readonly file: string;
  /** The frame of the source that each frame shows. */
  readonly shown: readonly number[];
  /** The greatest brightness where each frame's face was: of a hidden one that of the fill. */
  readonly faces: readonly number[];
  /** When each is shown, and when it should be, in seconds; the end of the last one comes after it. */
  readonly timesS: readonly number[];
  readonly wantedS: readonly number[];
  /** Output frames that are key frames. */
  readonly keys: readonly number[];
  readonly soundS: number | null;
  readonly checks: readonly string[];
}

/** Renders cuts of a counted clip with its face hidden, in black, audits the result, and reads what it shows. */
export async function cutCounted(cuts: readonly FrameRange[], [file]: [File]): Promise<CountedOutput> {
  const movie = await openMovie(file, file.name);
  const frames = movie.video.ticks.length;
  const boxes = Float32Array.from({ length: 4 * frames }, (_, i) => [faceX(i >> 2) - 4, faceY - 4, faceSide + 8, faceSide + 8][i & 3] as number);
  const mask: MaskPath = { track: 1, firstFrame: 0, boxes, shape: 'box', fill: { kind: 'solid', color: '#000000' } };
  const edit: Edit = { widthPx, heightPx, canvas: null, cuts, masks: [mask], hiddenWhole: [], audio: { treatments: [] } };
  const sink = memorySink();
  const signal = new AbortController().signal;
  const composer = new CpuComposer(movie.video.geometry);
  const rendered = await render({ movie, edit, encoder: new JobEncoder({ codec: 'auto' }), keepSound: true, composer, backend: { ran: 'cpu' }, sink, gate: new Gate(), signal, onFrame: () => undefined });
  const result = new File([sink.bytes()], 'cut.mp4');
  const { checks } = await audit(result, movie, edit, rendered, signal);

  const made = await openMovie(result, result.name);
  const [shown, faces]: [number[], number[]] = [[], []];
  for await (const decoded of decodeFrames(made, { firstFrame: 0, lastFrame: made.video.ticks.length - 1 })) {
    using held = decoded;
    if (held.value.picture === null) throw new Error('a frame of the result cannot be decoded');
    const { data } = await copyToI420(held.value.picture);
    const luma = (x: number, y: number): number => data[Math.round(y) * widthPx + Math.round(x)] as number;
    const frame = Array.from({ length: bits }, (_, bit) => (luma((bit + 0.5) * stripePx, 0.75 * heightPx) > 128 ? 1 << bit : 0)).reduce((sum, each) => sum + each, 0);
    shown.push(frame);
    const points = [0.2, 0.5, 0.8].flatMap((x) => [0.2, 0.5, 0.8].map((y) => luma(faceX(frame) + x * faceSide, faceY + y * faceSide)));
    faces.push(Math.max(...points));
  }
  const seconds = ({ ticks, lastDurationTicks }: { readonly ticks: Float64Array; readonly lastDurationTicks: number }, timescale: number): number[] =>
    [...ticks, (ticks.at(-1) ?? 0) + lastDurationTicks].map((tick) => (tick - (ticks[0] ?? 0)) / timescale);
  return {
    file: toBase64(sink.bytes()),
    shown,
    faces,
    timesS: seconds(made.video, made.video.timescale),
    wantedS: seconds(outputTimes(movie.video, cuts), movie.video.timescale),
    keys: [...made.video.samples.sync.keys()].filter((sample) => made.video.samples.sync[sample] === 1),
    soundS: made.audio === null ? null : made.audio.edits.reduce((sum, { durationS }) => sum + durationS, 0),
    checks: checks.map(({ name }) => name),
  };
}
