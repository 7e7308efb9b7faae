import { readFile } from 'node:fs/promises';
import {
  ALL_FORMATS, BufferSource, BufferTarget, EncodedAudioPacketSource, EncodedPacketSink, EncodedVideoPacketSource, Input, MkvOutputFormat, Mp4OutputFormat, Output, TextSubtitleSource,
} from 'mediabunny';

/**
 * The pictures of a file with two sounds (the second is the default), subtitles, tags and a cover: what a film has. The first sound ends
 * early, so that they can be told apart.
 */
export async function filmOf(from: string, container: 'mkv' | 'mp4'): Promise<Buffer<ArrayBuffer>> {
  const input = new Input({ source: new BufferSource(await readFile(from)), formats: ALL_FORMATS });
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  const [videoConfig, audioConfig] = [await video?.getDecoderConfig(), await audio?.getDecoderConfig()];
  if (video === null || audio === null || videoConfig == null || audioConfig == null) throw new Error(`${from} lacks picture or sound`);
  const target = new BufferTarget();
  const output = new Output({ format: container === 'mkv' ? new MkvOutputFormat() : new Mp4OutputFormat(), target });
  const pictures = new EncodedVideoPacketSource('avc');
  const sounds = [new EncodedAudioPacketSource('aac'), new EncodedAudioPacketSource('aac')];
  const subtitles = new TextSubtitleSource('webvtt');
  output.addVideoTrack(pictures);
  sounds.forEach((sound, index) => output.addAudioTrack(sound, { languageCode: index === 0 ? 'eng' : 'kor', disposition: { default: index === 1 } }));
  output.addSubtitleTrack(subtitles, { languageCode: 'kor' });
  output.setMetadataTags({ title: 'A secret title', date: new Date('2024-05-17'), images: [{ data: Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), mimeType: 'image/jpeg', kind: 'coverFront' }] });
  await output.start();
  const copyPictures = async (): Promise<void> => {
    for await (const packet of new EncodedPacketSink(video).packets()) await pictures.add(packet, { decoderConfig: videoConfig });
    pictures.close();
  };
  const copySounds = sounds.map(async (sound, index): Promise<void> => {
    let count = 0;
    for await (const packet of new EncodedPacketSink(audio).packets()) {
      if (index === 0 && (count += 1) > 10) break;
      await sound.add(packet, { decoderConfig: audioConfig });
    }
    sound.close();
  });
  const write = async (): Promise<void> => {
    await subtitles.add('WEBVTT\n\n00:00:00.500 --> 00:00:01.000\nHello\n');
    subtitles.close();
  };
  await Promise.all([copyPictures(), ...copySounds, write()]);
  await output.finalize();
  return Buffer.from(target.buffer as ArrayBuffer);
}

/** Places of every box of a type in an MP4's header, found by its four letters. */
export function placesOf(mp4: Buffer, type: string): number[] {
  const places: number[] = [];
  for (let at = mp4.indexOf(type, 0, 'latin1'); at >= 0; at = mp4.indexOf(type, at + 4, 'latin1')) places.push(at - 4);
  return places;
}
