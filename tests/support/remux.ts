import { readFile, writeFile } from 'node:fs/promises';
import { ALL_FORMATS, BufferSource, BufferTarget, EncodedPacketSink, EncodedVideoPacketSource, Input, Mp4OutputFormat, Output } from 'mediabunny';

/** Copies the video packets of a file (Matroska) into an MP4, nothing re-encoded: until Matroska is read by Veil itself. */
export async function remuxToMp4(from: string, to: string): Promise<void> {
  const input = new Input({ source: new BufferSource(await readFile(from)), formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  const config = await track?.getDecoderConfig();
  const codec = await track?.getCodec();
  if (track == null || config == null || codec == null) throw new Error(`${from} holds no video that can be copied`);
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat(), target });
  const source = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(source);
  await output.start();
  for await (const packet of new EncodedPacketSink(track).packets()) await source.add(packet, { decoderConfig: config });
  await output.finalize();
  await writeFile(to, Buffer.from(target.buffer as ArrayBuffer));
}
