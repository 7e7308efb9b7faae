/** The types of workers, under which these modules are checked, have no Web Audio. */
declare class OfflineAudioContext {
  constructor(channels: number, frames: number, sampleRate: number);
  decodeAudioData(bytes: ArrayBuffer): Promise<{ readonly numberOfChannels: number; readonly duration: number; getChannelData(channel: number): Float32Array }>;
}

/** What is heard in a file as the browser itself demuxes, edits and decodes it: length, and when clicks begin, in seconds of the file's time line. */
export async function hear(_: unknown, [file]: [File]): Promise<{ channels: number; seconds: number; clicksS: number[] }> {
  const sampleRate = 48_000;
  const sound = await new OfflineAudioContext(2, 1, sampleRate).decodeAudioData(await file.arrayBuffer());
  const clicksS: number[] = [];
  let quietUntil = -Infinity;
  sound.getChannelData(0).forEach((value, i) => {
    if (Math.abs(value) < 0.4 || i < quietUntil) return;
    clicksS.push(i / sampleRate);
    quietUntil = i + 0.05 * sampleRate;
  });
  return { channels: sound.numberOfChannels, seconds: sound.duration, clicksS };
}
