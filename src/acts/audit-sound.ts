import type { Edit } from '../documents/edit.ts';
import type { Report } from '../documents/report.ts';
import { audioDigest } from '../media/audio-digest.ts';
import type { AudioTrack, Movie } from '../media/movie.ts';
import { decodeSound } from '../media/sound/decode-sound.ts';
import { madeAnew } from '../media/sound/output-sound.ts';
import type { OutputSound } from '../media/sound/output-sound.ts';
import type { SoundWanted } from '../media/sound/plan-sound.ts';
import { treatedCheck } from './audit-treatments.ts';
import { wantedSound } from './wanted-sound.ts';

type Check = Report['audit']['checks'][number];

/**
 * Holds the sound of a finished file against its source: packets that were taken over bit for bit; what was made anew whole, as long as planned and
 * decoding from the first packet to the last; treated stretches without anything of the source.
 */
export async function soundChecks(result: Movie, source: Movie, edit: Edit, written: OutputSound | null, signal: AbortSignal): Promise<Check[]> {
  const name = 'sound';
  if (source.audio === null || written === null) return [{ name, passed: result.audio === null, detail: 'none' }];
  if (result.audio === null) return [{ name, passed: false, detail: 'lost' }];
  const wanted = wantedSound(source, edit);
  const carried = await carriedProblem(result.audio, source.audio, written.origins, signal);
  const made = written.origins.includes(madeAnew) ? await madeFacts(result.audio, written, wanted, signal) : null;
  const kept = written.origins.filter((origin) => origin !== madeAnew).length;
  const detail = [...(kept > 0 ? [carried ?? `${kept} packets, bit-identical`] : []), ...(made === null ? [] : [made.detail])].join('; ');
  const treated = await treatedCheck(result.audio, source.audio, wanted, signal);
  return [{ name, passed: carried === null && made?.passed !== false, detail }, ...(treated === null ? [] : [treated])];
}

/** In what the packets that were taken over are not the source's; null when they are. */
async function carriedProblem(result: AudioTrack, source: AudioTrack, origins: Int32Array, signal: AbortSignal): Promise<string | null> {
  if (result.samples.count !== origins.length) return `${result.samples.count} of ${origins.length} packets`;
  const kept = [...origins.keys()].filter((packet) => origins[packet] !== madeAnew);
  const found = await audioDigest(result, kept, signal);
  const expected = await audioDigest(source, kept.map((packet) => origins[packet] as number), signal);
  return found === expected ? null : 'packets differ';
}

/** Sound made anew must be all there, play as long as planned, which is as long as the pictures, and decode from the first packet to the last. */
async function madeFacts(audio: AudioTrack, written: OutputSound, { stretches }: SoundWanted, signal: AbortSignal): Promise<{ passed: boolean; detail: string }> {
  const damage = { packets: 0 };
  const { count } = audio.samples;
  let frames = 0;
  for await (const { planes } of decodeSound(audio, { first: 0, end: count }, damage, signal)) frames += planes.length === written.channels ? (planes[0]?.length ?? 0) : 0;
  const ticks = written.durations.reduce((sum, duration) => sum + duration, 0);
  const sameTime = audio.edits.length === written.edits.length && written.edits.every(({ mediaTime, durationS }, index) => {
    const found = audio.edits[index];
    return found !== undefined && found.mediaTime === mediaTime && Math.abs(found.durationS - durationS) * written.timescale <= 1;
  });
  // Where some packets are the source's own, its sound may end before the pictures do.
  const isWholeAnew = written.origins.every((origin) => origin === madeAnew);
  const heardS = written.edits.reduce((sum, { durationS }) => sum + durationS, 0);
  const picturesS = stretches?.reduce((sum, { startS, endS }) => sum + endS - startS, 0);
  const sameLength = picturesS === undefined || !isWholeAnew || Math.abs(heardS - picturesS) * written.timescale <= 1;
  // Some decoders take the frames before the sound off themselves.
  const isWhole = damage.packets === 0 && frames <= ticks && frames >= ticks - Math.max(0, ...written.edits.map(({ mediaTime }) => mediaTime));
  const anew = written.origins.filter((origin) => origin === madeAnew).length;
  return { passed: sameTime && sameLength && isWhole && count === written.durations.length, detail: `${anew} packets of ${audio.codec} made anew, ${frames} samples decoded, ${damage.packets} packets damaged` };
}
