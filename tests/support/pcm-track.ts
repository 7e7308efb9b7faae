import type { AudioTrack } from '../../src/media/movie.ts';

/** A track of raw sound in memory: float channels in packets of a tenth of a second, from the movie's 0 on. */
export function pcmTrack(channels: readonly Float32Array[], sampleRate: number): AudioTrack {
  const frames = channels[0]?.length ?? 0;
  const step = Math.round(sampleRate / 10);
  const count = Math.ceil(frames / step);
  const starts = Float64Array.from({ length: count }, (_, packet) => packet * step);
  const none = new Float64Array(count);
  return {
    codec: 'pcm-f32',
    carriage: null,
    decoding: { kind: 'pcm', encoding: 'float', bits: 32, littleEndian: true, channels: channels.length },
    timescale: sampleRate,
    channels: channels.length,
    sampleRate,
    language: 'und',
    samples: { count, dts: starts, cts: starts, offset: none, size: new Uint32Array(count), sync: new Uint8Array(count).fill(1), lastDuration: frames - step * (count - 1) },
    packetTicksMax: Infinity,
    edits: [{ durationS: Infinity, mediaTime: 0 }],
    openReader: () => ({
      read: (packet) => {
        const first = packet * step;
        const own = channels.map((channel) => channel.subarray(first, first + step));
        const bytes = new DataView(new ArrayBuffer(4 * channels.length * (own[0]?.length ?? 0)));
        own.forEach((plane, channel) => plane.forEach((value, frame) => bytes.setFloat32(4 * (frame * channels.length + channel), value, true)));
        return Promise.resolve(new Uint8Array(bytes.buffer));
      },
    }),
  };
}

/** All of a sound's first channel. */
export async function gathered(source: AsyncIterable<readonly Float32Array[]>): Promise<Float32Array> {
  const pieces: Float32Array[] = [];
  for await (const [plane] of source) if (plane !== undefined) pieces.push(plane.slice());
  const all = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Whether two sounds are the same, sample for sample; a table of differences would be long. */
export function sameSound(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** A sound in pieces of odd sizes, as decoders give them. */
export async function* inPieces(sound: Float32Array): AsyncGenerator<readonly Float32Array[]> {
  for (let at = 0, size = 1; at < sound.length; at += size, size = (size * 7 + 3) % 5000) yield await Promise.resolve([sound.subarray(at, at + size)]);
}
