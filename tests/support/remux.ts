import { readFile, writeFile } from 'node:fs/promises';
import { ALL_FORMATS, BufferSource, BufferTarget, EncodedAudioPacketSource, EncodedPacketSink, EncodedVideoPacketSource, Input, MkvOutputFormat, MpegTsOutputFormat, Output } from 'mediabunny';

const formats = { mkv: () => new MkvOutputFormat(), ts: () => new MpegTsOutputFormat() } as const;

/** Copies picture and sound packets of a file into another container; nothing is encoded anew. */
export async function remux(from: string, to: string, format: keyof typeof formats): Promise<void> {
  const input = new Input({ source: new BufferSource(await readFile(from)), formats: ALL_FORMATS });
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  const [videoCodec, audioCodec] = [await video?.getCodec(), await audio?.getCodec()];
  const [videoConfig, audioConfig] = [await video?.getDecoderConfig(), await audio?.getDecoderConfig()];
  if (video == null || videoCodec == null || videoConfig == null) throw new Error(`${from} holds no video that can be copied`);
  if (audio == null || audioCodec == null || audioConfig == null) throw new Error(`${from} holds no sound that can be copied`);
  const target = new BufferTarget();
  const output = new Output({ format: formats[format](), target });
  const pictures = new EncodedVideoPacketSource(videoCodec);
  const sounds = new EncodedAudioPacketSource(audioCodec);
  output.addVideoTrack(pictures);
  output.addAudioTrack(sounds);
  await output.start();
  const copyPictures = async (): Promise<void> => {
    for await (const packet of new EncodedPacketSink(video).packets()) await pictures.add(packet, { decoderConfig: videoConfig });
    pictures.close();
  };
  const copySounds = async (): Promise<void> => {
    for await (const packet of new EncodedPacketSink(audio).packets()) await sounds.add(packet, { decoderConfig: audioConfig });
    sounds.close();
  };
  await Promise.all([copyPictures(), copySounds()]);
  await output.finalize();
  await writeFile(to, Buffer.from(target.buffer as ArrayBuffer));
}
