import { lowerBound } from '../../core/time.ts';
import type { VideoTrack } from '../movie.ts';

/** Where decoding can begin: presentation indices of a track's key frames, ascending. Built once; a look-up is a binary search. */
export class KeyFrames {
  readonly #frames: Int32Array;

  constructor({ samples, presentation }: Pick<VideoTrack, 'samples' | 'presentation'>) {
    const found: number[] = [];
    for (let sample = 0; sample < samples.count; sample++) {
      const frame = presentation[sample]!;
      if (samples.sync[sample] === 1 && frame >= 0) found.push(frame);
    }
    this.#frames = Int32Array.from(found).sort();
  }

  /** The last key frame that is not after a frame; 0 when the track begins without one. */
  atOrBefore(frame: number): number {
    return this.#frames[lowerBound(this.#frames, frame + 1) - 1] ?? 0;
  }
}
