import { intersect, lengthOf, subtract } from '../core/intervals.ts';
import type { Interval } from '../core/intervals.ts';
import { soundTreatmentKinds, strongestTreatments } from '../core/sound-treatment.ts';
import type { Edit } from '../documents/edit.ts';
import type { Identifier, Report } from '../documents/report.ts';
import type { AudioTrack, VideoTrack } from '../media/movie.ts';
import { madeAnew } from '../media/sound/output-sound.ts';
import type { Rendered } from './render.ts';

type ReportSound = Report['sound'];

/** Of a picture, or of a video without sound. */
export const noSound: ReportSound = { fate: 'none', sourceCodec: null, codec: null, channels: 0, packetsSilent: 0, treated: [], voices: [], untreatedS: 0 };

/** What became of the sound: how it was carried over, and for how many seconds of the new video what was done to it, for whom. */
export function reportSound(audio: AudioTrack | null, video: VideoTrack, { cuts, audio: { treatments } }: Pick<Edit, 'cuts' | 'audio'>, { sound, soundPacketsSilent }: Pick<Rendered, 'sound' | 'soundPacketsSilent'>): ReportSound {
  const sourceCodec = audio?.codec ?? null;
  if (sound === null) return { ...noSound, fate: audio === null ? 'none' : 'left-out', sourceCodec };
  const anew = sound.origins.filter((origin) => origin === madeAnew).length;
  const fate = anew === 0 ? 'carried' : anew < sound.origins.length ? 'partly-reencoded' : 'reencoded';
  const stretches = cuts.map(({ firstFrame, lastFrame }) => ({ start: secondsAt(video, firstFrame), end: secondsAt(video, lastFrame + 1) }));
  const heard = (intervals: readonly Interval[]): number => stretches.reduce((sum, stretch) => sum + lengthOf(intersect(intervals, [stretch])), 0);
  const inSeconds = treatments.map(({ kind, startUs, endUs, people }) => ({ kind, start: startUs / 1e6, end: endUs / 1e6, people }));
  const strongest = strongestTreatments(inSeconds);
  const treated = soundTreatmentKinds.map((kind) => ({ kind, seconds: heard(strongest.filter((each) => each.kind === kind)) }));
  const people = [...new Set(treatments.flatMap((each) => each.people))].sort((a, b) => a - b);
  const voices = people.flatMap((person) =>
    soundTreatmentKinds.map((kind) => ({ person, kind, seconds: heard(inSeconds.filter((each) => each.kind === kind && each.people.includes(person))) })),
  );
  return {
    fate,
    sourceCodec,
    codec: anew === sound.origins.length ? 'opus' : sourceCodec,
    channels: sound.channels,
    packetsSilent: soundPacketsSilent,
    treated: treated.filter(({ seconds }) => seconds > 0),
    voices: voices.filter(({ seconds }) => seconds > 0),
    untreatedS: heard(subtract([{ start: -Infinity, end: Infinity }], strongest)),
  };
}

/** By what of a sound somebody may still be known: names are said in a disguised voice too. */
export function heardIdentifiers({ fate, treated, untreatedS }: ReportSound): Identifier[] {
  if (fate === 'none' || fate === 'left-out') return [];
  const isDisguised = treated.some(({ kind }) => kind === 'disguise');
  return [...(untreatedS > 0 ? (['voice'] as const) : []), ...(isDisguised ? (['disguised-voice'] as const) : []), ...(untreatedS > 0 || isDisguised ? (['names'] as const) : [])];
}

/** Seconds from the first presented frame to a frame; to the end of the last for the one behind it. */
function secondsAt({ ticks, timescale, lastDurationTicks }: VideoTrack, frame: number): number {
  return ((ticks[frame] ?? (ticks.at(-1) ?? 0) + lastDurationTicks) - (ticks[0] ?? 0)) / timescale;
}
