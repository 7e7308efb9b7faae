import { intersectionArea, frameBox } from '../core/boxes.ts';
import type { FrameBox } from '../core/boxes.ts';
import { AppError, toAppError } from '../core/errors.ts';
import { i420Layout } from '../core/i420.ts';
import type { I420Image } from '../core/i420.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { FollowMask } from '../documents/corrections.ts';
import type { VideoTrack } from '../media/movie.ts';
import type { FollowProgress, FollowRequest } from '../rpc/review-types.ts';
import type { LumaPlane } from '../tracking/follow/luma-pyramid.ts';
import { TemplateFollower } from '../tracking/follow/template-follower.ts';

/** What leaves the picture is masked on its way out for so long after it was last seen. */
const leavingS = 0.5;

/** Where the pictures come from: a frame as stored planes (borrowed), null when it cannot be decoded. */
export interface FollowSource {
  readonly video: Pick<VideoTrack, 'geometry' | 'ticks' | 'timescale'>;
  readonly at: (frame: number, signal: AbortSignal) => Promise<I420Image | null>;
}

/**
 * Follows what was drawn on one frame forwards, then backwards, until it is lost or the request's range ends. Decoded pictures only. When
 * the signal fires, what was measured until then is the result. Throws `media/decode-failed` when the drawn frame cannot be decoded.
 */
export async function followMask(source: FollowSource, request: FollowRequest, signal: AbortSignal, onProgress: (progress: FollowProgress) => void): Promise<FollowMask> {
  const { mask, frame, box, lastFrame, firstFrame } = request;
  const start = await source.at(frame, signal);
  if (start === null) throw new AppError('media/decode-failed', { frame });
  const total = lastFrame - firstFrame;
  let done = 0;
  const report = (at: number, where: FrameBox): void => {
    done += 1;
    signOfLife();
    onProgress({ frame: at, box: where, done, total });
  };
  const after = await followOneWay(source, request, start, 1, signal, report);
  done = lastFrame - frame;
  const before = await followOneWay(source, request, start, -1, signal, report);
  const boxes = [...before.boxes.reverse(), box, ...after.boxes].flatMap(({ x, y, width, height }) => [x, y, width, height]);
  const lost = before.lost ? (after.lost ? 'both' : 'before') : after.lost ? 'after' : 'nowhere';
  return { kind: 'follow', mask, firstFrame: frame - before.boxes.length, boxes, lost };
}

/** The boxes from the drawn frame on, nearest first, without it. */
async function followOneWay(
  source: FollowSource,
  request: FollowRequest,
  start: I420Image,
  direction: 1 | -1,
  signal: AbortSignal,
  report: (frame: number, box: FrameBox) => void,
): Promise<{ boxes: FrameBox[]; lost: boolean }> {
  const follower = new TemplateFollower(lumaOf(start), source.video.geometry, request.box, request.shape === 'ellipse' ? 'ellipse' : 'box');
  const end = direction > 0 ? request.lastFrame : request.firstFrame;
  const boxes: FrameBox[] = [];
  let seen = 0;
  for (let frame = request.frame + direction; (end - frame) * direction >= 0; frame += direction) {
    const image = await pictureAt(source, frame, signal);
    if (image === undefined) break;
    const step = follower.next(image === null ? null : lumaOf(image), elapsedS(source, frame, direction));
    if (step.kind === 'lost') {
      const known = boxes.slice(0, seen); // guesses after the last look are none
      return { boxes: step.why === 'left' ? [...known, ...leaving(source, follower, frame, end, direction)] : known, lost: true };
    }
    boxes.push(step.box);
    if (step.seen) seen = boxes.length;
    report(frame, step.box);
  }
  return { boxes, lost: false };
}

/** Undefined once the signal has fired. */
async function pictureAt({ at }: FollowSource, frame: number, signal: AbortSignal): Promise<I420Image | null | undefined> {
  if (signal.aborted) return undefined;
  try {
    return await at(frame, signal);
  } catch (error) {
    if (toAppError(error).code === 'job/cancelled') return undefined;
    throw error;
  }
}

/** Where its motion takes it, as long as any of it may be in the picture. */
function leaving(source: FollowSource, follower: TemplateFollower, from: number, end: number, direction: 1 | -1): FrameBox[] {
  const { widthPx, heightPx } = source.video.geometry;
  const boxes: FrameBox[] = [];
  let leftS = 0;
  for (let frame = from; (end - frame) * direction >= 0 && leftS <= leavingS; frame += direction) {
    const stepS = elapsedS(source, frame, direction);
    leftS += stepS;
    const box = follower.drift(frame === from ? 0 : stepS); // it was asked for this frame already
    if (intersectionArea(box, frameBox(0, 0, widthPx, heightPx)) === 0) break;
    boxes.push(box);
  }
  return boxes;
}

/** Seconds from the frame that was looked at before. */
function elapsedS({ video: { ticks, timescale } }: FollowSource, frame: number, direction: 1 | -1): number {
  return Math.abs((ticks[frame] as number) - (ticks[frame - direction] as number)) / timescale;
}

function lumaOf({ data, widthPx, heightPx }: I420Image): LumaPlane {
  return { widthPx, heightPx, data: data.subarray(0, i420Layout(widthPx, heightPx).uOffset) };
}
