import { open } from 'node:fs/promises';
import type { ByteSink } from '../../src/media/byte-sink.ts';
import type { AudioTrack, SampleColumns } from '../../src/media/movie.ts';
import type { OutputLayout } from '../../src/media/mp4-writer.ts';
import { soundConfig } from '../../src/media/sound-config.ts';

/** The size of a picture in a file that is to be large; such writes are kept as holes. */
export const pictureBytes = 8 * 1024 * 1024;

/** A configuration record that names one SPS: enough for a file to be opened. */
export const avcDescription = Uint8Array.of(1, 0x64, 0x0c, 0x28, 0xff, 0xe0, 0);

const aacLc = soundConfig('mp4a.40.2', Uint8Array.of(0x12, 0x10))!.description;

/** Pictures at 29.97 frames a second with sound of empty packets at 44.1 kHz beside them: as many table entries as of any other. */
export function longLayout(frames: number): OutputLayout {
  const ticks = Float64Array.from({ length: frames }, (_, frame) => 1001 * frame);
  const track = emptySound((1001 * frames) / 30_000);
  return {
    video: {
      codecFamily: 'h264', codec: 'avc1.640c28', geometry: { storedWidthPx: 1920, storedHeightPx: 1080, rotation: 0, mirrored: false, widthPx: 1920, heightPx: 1080 },
      matrix: Int32Array.of(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000), pasp: null, headerSize: null, cleanAperture: null, color: null, timescale: 30_000, ticks, lastDurationTicks: 1001,
    },
    audio: { track, firstSample: 0, endSample: track.samples.count, edits: [{ durationS: (track.samples.count * 1024) / 44_100, mediaTime: 0 }] },
  };
}

function emptySound(seconds: number): AudioTrack {
  const count = Math.ceil((seconds * 44_100) / 1024);
  const dts = Float64Array.from({ length: count }, (_, packet) => 1024 * packet);
  const samples: SampleColumns = { count, offset: new Float64Array(count), size: new Uint32Array(count).fill(4), sync: new Uint8Array(count).fill(1), dts, cts: dts, lastDuration: 1024 };
  return {
    codec: 'mp4a.40.2', sampleEntry: 'mp4a', description: aacLc, timescale: 44_100, channels: 2, sampleRate: 44_100, language: 'und',
    samples, openReader: () => ({ read: () => Promise.resolve(new Uint8Array(4)) }), edits: [{ durationS: Infinity, mediaTime: 0 }],
  };
}

/** A file that holds only the first bytes of each picture; the rest of them are holes. */
export async function sparseSink(path: string): Promise<ByteSink> {
  const file = await open(path, 'w');
  let end = 0;
  return {
    write: async (data, position) => {
      await file.write(data.length === pictureBytes ? data.subarray(0, 64) : data, 0, undefined, position);
      end = Math.max(end, position + data.length);
    },
    close: async () => {
      await file.truncate(end);
      await file.close();
    },
    abort: () => file.close(),
  };
}
