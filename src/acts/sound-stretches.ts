import { chunkFrames, contextFrames } from '../models/silero-vad.ts';
import type { SoundStretch } from '../models/silero-vad.ts';

/**
 * A minute: what is shorter is heard in one go, as Silero's own program does. A network that remembers hears a stretch a little differently than if it
 * had heard all before it, however long the lead-in; the fewer beginnings the better (docs/decisions/0015).
 */
export const stretchChunks = 1875;
/** Two seconds. */
export const leadInChunks = 64;

/**
 * Cuts a sound (one plane, 16 kHz) into stretches of a minute, where they begin fixed by the clock alone: however many go through the network side by
 * side, the answers are the same. The last is filled up with silence to a whole chunk.
 */
export async function* stretchesOf(sound: AsyncIterable<readonly Float32Array[]>): AsyncGenerator<SoundStretch, void, undefined> {
  let samples = new Float32Array(contextFrames + stretchChunks * chunkFrames); // behind nothing but silence
  let filled = contextFrames;
  let lead = 0;
  for await (const [plane = new Float32Array(0)] of sound) {
    for (let taken = 0; taken < plane.length; ) {
      const piece = plane.subarray(taken, taken + samples.length - filled);
      samples.set(piece, filled);
      taken += piece.length;
      filled += piece.length;
      if (filled < samples.length) continue;
      const before = samples.slice(samples.length - contextFrames - leadInChunks * chunkFrames); // whoever gets the samples may move them away
      yield { samples, leadInChunks: lead };
      lead = leadInChunks;
      samples = new Float32Array(before.length + stretchChunks * chunkFrames);
      samples.set(before);
      filled = before.length;
    }
  }
  const chunks = Math.ceil((filled - contextFrames) / chunkFrames);
  if (chunks > lead) yield { samples: samples.subarray(0, contextFrames + chunks * chunkFrames), leadInChunks: lead };
}
