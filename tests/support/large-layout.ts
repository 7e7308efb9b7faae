import { open } from 'node:fs/promises';
import type { ByteSink } from '../../src/media/byte-sink.ts';
import type { OutputLayout } from '../../src/media/mp4-writer.ts';
import { soundConfig } from '../../src/media/sound-config.ts';
import type { OutputSound } from '../../src/media/sound/output-sound.ts';

/** The size of a picture in a file that is to be large; such writes are kept as holes. */
export const pictureBytes = 8 * 1024 * 1024;

/** A configuration record that names one SPS: enough for a file to be opened. */
export const avcDescription = Uint8Array.of(1, 0x64, 0x0c, 0x28, 0xff, 0xe0, 0);

/** Pictures at 29.97 frames a second with sound of tiny packets at 44.1 kHz beside them: as many table entries as of any other. */
export function longLayout(frames: number): OutputLayout {
  const ticks = Float64Array.from({ length: frames }, (_, frame) => 1001 * frame);
  return {
    video: {
      codecFamily: 'h264', codec: 'avc1.640c28', geometry: { storedWidthPx: 1920, storedHeightPx: 1080, rotation: 0, mirrored: false, widthPx: 1920, heightPx: 1080 },
      matrix: Int32Array.of(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000), pasp: null, headerSize: null, cleanAperture: null, color: null, timescale: 30_000, ticks, lastDurationTicks: 1001,
    },
    sound: tinySound((1001 * frames) / 30_000),
  };
}

function tinySound(seconds: number): OutputSound {
  const count = Math.ceil((seconds * 44_100) / 1024);
  return {
    carriage: soundConfig('mp4a.40.2', Uint8Array.of(0x12, 0x10))!, timescale: 44_100, channels: 2, sampleRate: 44_100, language: 'und',
    durations: new Float64Array(count).fill(1024), sync: new Uint8Array(count).fill(1), edits: [{ durationS: (count * 1024) / 44_100, mediaTime: 0 }], origins: Int32Array.from({ length: count }, (_, packet) => packet),
    packets: async function* () {
      for (let packet = 0; packet < count; packet += 1) yield await Promise.resolve(new Uint8Array(4));
    },
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
