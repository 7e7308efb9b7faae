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

/** How alike two files sound in some stretches (seconds), as the browser itself decodes them: correlation, at which shift in samples it is best, level of the second. */
export async function heardAlike({ ranges }: { ranges: readonly (readonly [number, number])[] }, files: readonly [File, File]): Promise<{ likeness: number; bestLag: number; level: number }[]> {
  const sampleRate = 48_000;
  const [one, two] = (await Promise.all(files.map(async (file) => (await new OfflineAudioContext(2, 1, sampleRate).decodeAudioData(await file.arrayBuffer())).getChannelData(0)))) as [Float32Array, Float32Array];
  return ranges.map(([startS, endS]) => {
    const [from, to] = [Math.round(startS * sampleRate), Math.round(endS * sampleRate)];
    const likenessAt = (lag: number): { likeness: number; level: number } => {
      let [product, powerOne, powerTwo] = [0, 0, 0];
      for (let i = from; i < to; i += 1) {
        const [a, b] = [one[i] ?? 0, two[i + lag] ?? 0];
        product += a * b;
        powerOne += a * a;
        powerTwo += b * b;
      }
      return { likeness: product / Math.sqrt(Math.max(1e-12, powerOne * powerTwo)), level: Math.sqrt(powerTwo / (to - from)) };
    };
    const lags = Array.from({ length: 97 }, (_, i) => i - 48);
    const bestLag = lags.reduce((best, lag) => (likenessAt(lag).likeness > likenessAt(best).likeness ? lag : best), 0);
    return { ...likenessAt(0), bestLag };
  });
}
