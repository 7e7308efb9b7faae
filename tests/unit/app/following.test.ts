import { expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import type { Correction, FollowLost, FollowMask } from '../../../src/documents/corrections.ts';
import { Following } from '../../../src/app/state/following.svelte.ts';
import type { ReviewRoom } from '../../../src/app/state/review-room.svelte.ts';
import type { FollowProgress, FollowRequest } from '../../../src/rpc/review-types.ts';

/** A room with one polygon on frames 10 and 11, at frame 11; what is followed is answered by hand. */
class FakeRoom {
  readonly corrected: Correction[] = [];
  readonly asked: FollowRequest[] = [];
  progress: (progress: FollowProgress) => void = () => undefined;
  answer: (followed: FollowMask) => void = () => undefined;
  fail: (error: AppError) => void = () => undefined;
  signal: AbortSignal | undefined;
  readonly following: Following;

  constructor() {
    const mask = { mask: 2, shape: 'polygon', label: '', firstFrame: 10, boxes: new Float32Array(8), points: Float32Array.of(0, 0, 9, 0, 9, 9, 5, 5, 15, 5, 15, 25) };
    const room = { model: { masks: [mask], firstFrame: 0, lastFrame: 99 }, player: { frame: 11 }, item: { work: { correct: (step: Correction) => this.corrected.push(step) } } };
    this.following = new Following(room as unknown as ReviewRoom, (request, onProgress, signal) => {
      this.asked.push(request);
      this.progress = onProgress;
      this.signal = signal;
      return new Promise((resolve, reject) => Object.assign(this, { answer: resolve, fail: reject }));
    });
  }
}

const followed = (lost: FollowLost): FollowMask => ({ kind: 'follow', mask: 2, firstFrame: 5, boxes: new Array<number>(40).fill(1), lost });

it('follows a mask from where it is now, over all that was looked at, and keeps what was measured as one step', async () => {
  const room = new FakeRoom();
  const started = room.following.start(2);
  expect(room.asked).toEqual([{ mask: 2, frame: 11, box: { x: 5, y: 5, width: 10, height: 20 }, shape: 'polygon', firstFrame: 0, lastFrame: 99 }]);
  room.progress({ frame: 12, box: { x: 0, y: 0, width: 1, height: 1 }, done: 25, total: 100 });
  expect([room.following.mask, room.following.part]).toEqual([2, 0.25]);
  room.answer(followed('nowhere'));
  await started;
  expect(room.corrected).toEqual([followed('nowhere')]);
  expect([room.following.mask, room.following.lost]).toEqual([undefined, undefined]);
});

it.each<[lost: FollowLost, before: number | undefined, after: number | undefined]>([
  ['before', 4, undefined],
  ['after', undefined, 15],
  ['both', 4, 15],
])('says where it was lost: %s', async (lost, beforeFrame, afterFrame) => {
  const room = new FakeRoom();
  const started = room.following.start(2);
  room.answer(followed(lost));
  await started;
  expect(room.following.lost).toEqual({ mask: 2, beforeFrame, afterFrame });
});

it('follows one mask at a time, and none that is not there', async () => {
  const room = new FakeRoom();
  void room.following.start(2);
  await room.following.start(2);
  expect(room.asked).toHaveLength(1);
  await new FakeRoom().following.start(7);
});

it('is stopped by hand, with what was measured until then', async () => {
  const room = new FakeRoom();
  const started = room.following.start(2);
  room.following.stop();
  expect(room.signal?.aborted).toBe(true);
  room.answer(followed('nowhere'));
  await started;
  expect(room.corrected).toHaveLength(1);
});

it('changes nothing once the room is left', async () => {
  const room = new FakeRoom();
  const started = room.following.start(2);
  room.following.close();
  room.answer(followed('both'));
  await started;
  expect([room.signal?.aborted, room.corrected, room.following.lost]).toEqual([true, [], undefined]);
});

it('says what went wrong', async () => {
  const room = new FakeRoom();
  const started = room.following.start(2);
  room.fail(new AppError('media/decode-failed'));
  await started;
  expect(room.following.error?.code).toBe('media/decode-failed');
});
