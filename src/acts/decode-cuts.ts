import type { Owned } from '../core/owned.ts';
import type { FrameRange } from '../documents/analysis.ts';
import { decodeFrames, decodeSpan } from '../media/decode-frames.ts';
import type { DecodedFrame } from '../media/decode-frames.ts';
import type { Movie, VideoTrack } from '../media/movie.ts';

/** Cuts that one decoder comes by without going back: ascending, apart. */
export type DecodePass = readonly FrameRange[];

/**
 * Puts cuts, in their order, into as few runs of a decoder as is worth it: the next cut joins when no key frame would spare any of what lies between
 * the two; else a new decoder begins at the key frame before it.
 */
export function decodePasses(video: VideoTrack, cuts: readonly FrameRange[]): DecodePass[] {
  const passes: FrameRange[][] = [];
  let reached = -1;
  for (const cut of cuts) {
    const span = decodeSpan(video, cut.firstFrame, cut.lastFrame);
    const pass = passes.at(-1);
    const before = pass?.at(-1);
    if (pass !== undefined && before !== undefined && cut.firstFrame > before.lastFrame && span.first <= reached + 1) pass.push(cut);
    else passes.push([cut]);
    reached = span.last;
  }
  return passes;
}

/** Decodes the frames of some cuts in their order, each as often as it lies in one. Else as `decodeFrames`. */
export async function* decodeCuts(movie: Movie, cuts: readonly FrameRange[], signal: AbortSignal): AsyncGenerator<Owned<DecodedFrame>, void, undefined> {
  for (const pass of decodePasses(movie.video, cuts)) {
    const [first, last] = [pass[0] as FrameRange, pass[pass.length - 1] as FrameRange];
    let cut = 0;
    for await (const decoded of decodeFrames(movie, { firstFrame: first.firstFrame, lastFrame: last.lastFrame, signal })) {
      const { frame } = decoded.value;
      while (frame > (pass[cut] as FrameRange).lastFrame) cut += 1;
      if (frame < (pass[cut] as FrameRange).firstFrame) decoded.close();
      else yield decoded;
    }
  }
}
