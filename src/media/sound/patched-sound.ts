import { lowerBound } from '../../core/time.ts';
import { union } from '../../core/intervals.ts';
import type { TreatedInterval } from '../../core/sound-treatment.ts';
import { isHeard, packetNumbers } from '../audio-cut.ts';
import type { AudioCut, PacketRange, PresentedRange } from '../audio-cut.ts';
import type { AudioTrack, EditEntry, SoundCarriage } from '../movie.ts';
import type { SoundDamage } from './decode-sound.ts';
import { chooseOpus, encodeOpus, opusPacketFrames, opusRate } from './encode-opus.ts';
import type { OpusChoice } from './encode-opus.ts';
import { exactly, fadeS } from './fades.ts';
import { carriedSound, madeAnew } from './output-sound.ts';
import type { OutputSound } from './output-sound.ts';
import { presentedSound } from './presented-sound.ts';
import { treatedSound } from './treated-sound.ts';

/**
 * Packets around a treatment that are made anew too: both decoders and encoders of Opus need 80 ms until what was before is forgotten
 * (RFC 7845, 4.6), so that what is taken over goes on from the same sound.
 */
const marginS = 0.08;
/** Packets that are encoded and thrown away before those that are used, for the same reason. */
const warmUpPackets = 4;
const packetS = opusPacketFrames / opusRate;

/** Packets of the source that are made anew, and what is done in them, in frames at 48 kHz from where the first of them begins. */
interface Patch extends PacketRange {
  readonly treatments: readonly TreatedInterval[];
}

/**
 * A stretch of Opus in which only the packets that treatments reach are made anew, between all others as they are. Null where that cannot be: other
 * codecs, packets of another length than the encoder's, gain or channels told in the header, several edits.
 */
export async function patchedSound(cut: AudioCut, carriage: SoundCarriage, stretch: PresentedRange | null, treatments: readonly TreatedInterval[], damage: SoundDamage): Promise<OutputSound | null> {
  const { track, ranges, edits } = cut;
  const [range, ...others] = ranges;
  const heard = edits.filter(isHeard);
  if (track.codec !== 'opus' || range === undefined || others.length > 0 || heard.length !== 1 || !isPlain(carriage, track) || !hasUsualPackets(track, range)) return null;
  const timeline = { startS: stretch?.startS ?? 0, mediaTicks: mediaOfZero(cut, edits, range) };
  const patches = patchesOf(track, range, treatments, timeline);
  const opus = await chooseOpus(track.channels as 1 | 2, track.codec);
  const carried = carriedSound(cut, carriage);
  const origins = Int32Array.from(packetNumbers(ranges));
  for (const { first, end } of patches) origins.fill(madeAnew, first - range.first, end - range.first);
  return {
    ...carried,
    origins,
    packets: async function* (signal) {
      const reader = track.openReader(signal);
      let packet = range.first;
      for (const patch of patches) {
        for (; packet < patch.first; packet += 1) yield await reader.read(packet);
        yield* patchPackets(track, patch, opus, damage, signal);
        packet = patch.end;
      }
      for (; packet < range.end; packet += 1) yield await reader.read(packet);
    },
  };
}

/** One or two channels without a gain, as an Opus encoder here makes them (`dOps`: version, channels, pre-skip, rate, gain, mapping family). */
function isPlain({ description }: SoundCarriage, { channels }: AudioTrack): boolean {
  const payload = description?.payload;
  if (payload === undefined || payload.length < 11) return false;
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  return channels <= 2 && view.getUint8(1) === channels && view.getInt16(8) === 0 && view.getUint8(10) === 0;
}

/** Whether all packets are as long as those that the encoder makes, without a gap. */
function hasUsualPackets({ samples, timescale }: AudioTrack, { first, end }: PacketRange): boolean {
  for (let packet = first; packet < end; packet += 1) {
    const duration = packet + 1 < samples.count ? samples.dts[packet + 1]! - samples.dts[packet]! : samples.lastDuration;
    if (Math.abs(duration / timescale - packetS) > 1e-9) return false;
  }
  return true;
}

/** What media time of the track plays at the beginning of the stretch, were there no pause. */
function mediaOfZero({ track }: AudioCut, edits: readonly EditEntry[], range: PacketRange): number {
  let pauseS = 0;
  for (const edit of edits) {
    if (isHeard(edit)) return track.samples.dts[range.first]! + edit.mediaTime - pauseS * track.timescale;
    pauseS += edit.durationS;
  }
  return 0;
}

function patchesOf(track: AudioTrack, range: PacketRange, treatments: readonly TreatedInterval[], timeline: { readonly startS: number; readonly mediaTicks: number }): Patch[] {
  const { dts } = track.samples;
  const ticksOf = (atS: number): number => timeline.mediaTicks + (atS - timeline.startS) * track.timescale;
  const marginTicks = (fadeS + marginS) * track.timescale;
  const reached = treatments.map(({ start, end }) => ({
    start: Math.max(range.first, lowerBound(dts, ticksOf(start) - marginTicks + 1e-6) - 1),
    end: Math.min(range.end, lowerBound(dts, ticksOf(end) + marginTicks)),
  }));
  return union(reached).map(({ start: first, end }) => {
    const frameOf = (atS: number): number => ((ticksOf(atS) - dts[first]!) / track.timescale) * opusRate;
    const count = (end - first) * opusPacketFrames;
    const own = treatments.map(({ kind, start, end: until }) => ({ kind, start: Math.floor(frameOf(start)), end: Math.ceil(frameOf(until)) }));
    return { first, end, treatments: own.filter((each) => each.start < count && each.end > 0) };
  });
}

/**
 * The packets of a patch. A packet decodes to sound that lies `preSkip` before what was put in beside it: what is put in is that much ahead of the
 * source's own packets.
 */
async function* patchPackets(track: AudioTrack, { first, end, treatments }: Patch, opus: OpusChoice, damage: SoundDamage, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array, void, undefined> {
  const packets = warmUpPackets + end - first;
  const aheadFrames = opus.preSkip - warmUpPackets * opusPacketFrames;
  const startTicks = track.samples.dts[first]! + (aheadFrames / opusRate) * track.timescale;
  const beforeTicks = Math.max(0, track.samples.dts[0]! - startTicks);
  const frames = packets * opusPacketFrames;
  const durationS = frames / opusRate - beforeTicks / track.timescale;
  const edits = [
    ...(beforeTicks > 0 ? [{ durationS: beforeTicks / track.timescale, mediaTime: -1 }] : []),
    { durationS, mediaTime: startTicks + beforeTicks },
  ];
  const channels = track.channels as 1 | 2;
  const source = exactly(presentedSound({ ...track, sampleRate: opusRate }, edits, channels, damage, signal), frames, channels);
  const ahead = treatments.map(({ kind, start, end: until }) => ({ kind, start: start - aheadFrames, end: until - aheadFrames }));
  let packet = 0;
  for await (const data of encodeOpus(opus, treatedSound(source, ahead, opusRate), packets, signal)) {
    if (packet >= warmUpPackets) yield data;
    packet += 1;
  }
}
