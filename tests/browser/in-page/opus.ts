import { AudioSample, AudioSampleSource, BufferTarget, OggOutputFormat, Output, Quality } from 'mediabunny';
import { toBase64 } from './base64.ts';

/** 16-bit samples of one channel at 16 kHz as Opus in Ogg, encoded by the browser; base64. */
export async function opusInOgg(_: unknown, [file]: [File]): Promise<string> {
  const samples = new Int16Array(await file.arrayBuffer());
  const target = new BufferTarget();
  const output = new Output({ format: new OggOutputFormat(), target });
  const source = new AudioSampleSource({ codec: 'opus', quality: new Quality('medium') });
  output.addAudioTrack(source);
  await output.start();
  for (let at = 0; at < samples.length; at += 16_000) {
    const data = samples.slice(at, at + 16_000);
    const sample = new AudioSample({ data, format: 's16', numberOfChannels: 1, sampleRate: 16_000, timestamp: at / 16_000 });
    await source.add(sample);
    sample.close();
  }
  await output.finalize();
  return toBase64(new Uint8Array(target.buffer as ArrayBuffer));
}
