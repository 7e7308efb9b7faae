import type { AudioTrack, EditEntry } from '../movie.ts';
import { packetsOf } from '../audio-cut.ts';
import { decodeSound } from './decode-sound.ts';
import type { SoundDamage } from './decode-sound.ts';
import { mixChannels } from './mix-channels.ts';

/** Containers round times (Matroska to milliseconds): blocks that follow each other this closely follow each other without a gap. */
const roundingS = 0.002;
/** Silence is made in pieces of this size. */
const silenceFrames = 8192;

/**
 * A track as it is heard from the movie's 0 on, without a break, in `channels` planes at the track's sample rate: edits applied to
 * the sample, pauses and gaps and what cannot be decoded as silence. `edits` are finite and in the track's media times.
 */
export async function* presentedSound(
  track: AudioTrack,
  edits: readonly EditEntry[],
  channels: 1 | 2,
  damage: SoundDamage,
  signal?: AbortSignal,
): AsyncGenerator<readonly Float32Array[], void, undefined> {
  const rate = track.sampleRate;
  let timelineS = 0;
  let cursor = 0;
  for (const edit of edits) {
    const firstFrame = Math.round(timelineS * rate);
    timelineS += edit.durationS;
    const endFrame = Math.round(timelineS * rate);
    if (edit.mediaTime >= 0) {
      let previousEnd: number | null = null;
      for await (const block of decodeSound(track, packetsOf(track, edit), damage, signal)) {
        const frames = block.planes[0]?.length ?? 0;
        if (frames === 0) continue;
        if (block.sampleRate !== rate) {
          damage.packets += 1; // another rate than the track's: it stays silent, and is counted
          continue;
        }
        let start: number = firstFrame + Math.round(((block.startTicks - edit.mediaTime) / track.timescale) * rate);
        if (previousEnd !== null && Math.abs(start - previousEnd) <= roundingS * rate) start = previousEnd;
        previousEnd = start + frames;
        const [from, to] = [Math.max(start, cursor), Math.min(previousEnd, endFrame)];
        if (to <= from) continue;
        yield* silence(from - cursor, channels);
        const planes = mixChannels(block.planes, channels);
        yield planes.map((plane) => plane.subarray(from - start, to - start));
        cursor = to;
      }
    }
    yield* silence(endFrame - cursor, channels);
    cursor = Math.max(cursor, endFrame);
  }
}

function* silence(frames: number, channels: number): Generator<readonly Float32Array[], void, undefined> {
  for (let left = frames; left > 0; left -= silenceFrames) {
    const plane = new Float32Array(Math.min(left, silenceFrames));
    yield Array.from({ length: channels }, () => plane);
  }
}
