import { AppError } from '../core/errors.ts';
import type { FollowMask } from '../documents/corrections.ts';
import { openMovie } from '../media/open-movie.ts';
import { FrameSeeker } from '../media/seek/frame-seeker.ts';
import type { FollowProgress, FollowRequest } from '../rpc/review-types.ts';
import { followMask } from './follow-mask.ts';

/** Follows masks in one file, one after the other, with a decoder of its own: whoever looks at pictures meanwhile is not disturbed. */
export class FollowJob {
  #running: AbortController | undefined;

  /** See `followMask`. Throws `internal/bug` while another is under way or for frames that are not there; what opening a movie throws. */
  async follow(file: File, request: FollowRequest, onProgress: (progress: FollowProgress) => void): Promise<FollowMask> {
    if (this.#running !== undefined) throw new AppError('internal/bug', { reason: 'a mask is being followed' });
    const running = new AbortController();
    this.#running = running;
    try {
      const movie = await openMovie(file, file.name);
      const { firstFrame, frame, lastFrame } = request;
      if (!(firstFrame >= 0 && firstFrame <= frame && frame <= lastFrame && lastFrame < movie.video.ticks.length)) {
        throw new AppError('internal/bug', { reason: 'no such frames', firstFrame, frame, lastFrame });
      }
      const seeker = new FrameSeeker(movie);
      try {
        return await followMask({ video: movie.video, at: (at, signal) => seeker.at(at, signal) }, request, running.signal, onProgress);
      } finally {
        seeker.close();
      }
    } finally {
      this.#running = undefined;
    }
  }

  /** Ends it: what was measured is the result. */
  stop(): void {
    this.#running?.abort();
  }
}
