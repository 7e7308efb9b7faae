import type { Gate } from '../core/gate.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { EditEntry, AudioTrack } from '../media/movie.ts';
import type { SoundDamage } from '../media/sound/decode-sound.ts';
import { notingDamage } from '../media/sound/heard-sound.ts';
import type { FrameStretch } from '../media/sound/heard-sound.ts';
import { presentedSound } from '../media/sound/presented-sound.ts';
import { quickCrossings, resample } from '../media/sound/resample.ts';
import { chunkFrames, sileroRate } from '../models/silero-vad.ts';
import type { SoundStretch, SpeechDetector } from '../models/silero-vad.ts';
import { stretchChunks, stretchesOf } from './sound-stretches.ts';

export interface ListenDeps {
  readonly track: AudioTrack;
  /** What is listened to, finite, in media times of the track. */
  readonly edits: readonly EditEntry[];
  /** So many chunks at its beginning are heard, and nothing is said of them. */
  readonly leadInChunks: number;
  readonly detector: SpeechDetector;
  readonly gate: Gate;
  readonly signal?: AbortSignal;
  /** Called with the seconds of sound that are done. */
  readonly onHeard: (seconds: number) => void;
}

/** How likely somebody speaks, one for every 512 samples at 16 kHz; NaN where the sound could not be decoded. */
export interface Heard {
  readonly probabilities: Float32Array<ArrayBuffer>;
  /** Packets that could not be decoded. */
  readonly packetsSilent: number;
}

/** Stretches that go through the network side by side: more gain little, and each takes 4 MB, and as many the next ones, which are decoded meanwhile. */
export const lanesMax = 4;

/**
 * Act one for the ear: decodes what is presented, mixes it to one channel of 16 kHz and asks how likely somebody speaks. Memory does not grow with the
 * sound. Throws what decoding and the network throw, `job/cancelled`.
 */
export async function listen({ track, edits, leadInChunks, detector, gate, signal, onHeard }: ListenDeps): Promise<Heard> {
  const damage: SoundDamage = { packets: 0 };
  const undecoded: FrameStretch[] = [];
  const frames = Math.round(edits.reduce((sum, { durationS }) => sum + durationS, 0) * sileroRate);
  const probabilities = new Float32Array(Math.ceil(frames / chunkFrames));
  const sound = resample(notingDamage(presentedSound(track, edits, 1, damage, signal), damage, undecoded), track.sampleRate, sileroRate, quickCrossings);
  const stretches = stretchesOf(sound);
  const lanes = lanesFor(probabilities.length);
  let heard = 0;
  let under = take(stretches, lanes);
  try {
    for (let group = await under; group.length > 0; group = await under) {
      under = take(stretches, lanes); // decoded while the network works
      under.catch(() => undefined); // it is awaited above
      const answers = await detector.probabilities(group, async () => {
        await gate.passed(signal);
        signOfLife();
      });
      for (const answer of answers) {
        probabilities.set(answer.subarray(0, Math.max(0, probabilities.length - heard)), Math.min(heard, probabilities.length));
        heard += answer.length;
      }
      onHeard((Math.min(heard, probabilities.length) * chunkFrames) / sileroRate);
    }
  } finally {
    await under.catch(() => undefined);
    await stretches.return();
  }
  const chunksPerFrame = sileroRate / track.sampleRate / chunkFrames;
  for (const { first, end } of undecoded) probabilities.fill(NaN, Math.floor(first * chunksPerFrame), Math.ceil(end * chunksPerFrame));
  return { probabilities: probabilities.slice(leadInChunks), packetsSilent: damage.packets };
}

/** As many lanes as let every group be of the same size, about. */
function lanesFor(chunks: number): number {
  const stretches = Math.max(1, Math.ceil(chunks / stretchChunks));
  return Math.ceil(stretches / Math.ceil(stretches / lanesMax));
}

/** The next few; fewer, or none, at the end. */
async function take(stretches: AsyncGenerator<SoundStretch, void, undefined>, count: number): Promise<SoundStretch[]> {
  const taken: SoundStretch[] = [];
  while (taken.length < count) {
    const { value } = await stretches.next();
    if (value === undefined) break;
    taken.push(value);
  }
  return taken;
}
