import { expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { Player } from '../../../src/app/state/player.svelte.ts';
import type { Look, LookRequest } from '../../../src/rpc/review-types.ts';

/** A worker that answers when told, and a clock that is moved by hand. */
class FakeSide {
  readonly asked: LookRequest[] = [];
  readonly closed: number[] = [];
  readonly #answers: { request: LookRequest; resolve: (look: Look) => void; reject: (error: AppError) => void }[] = [];
  #pictures: ((nowMs: number) => void)[] = [];
  readonly player = new Player({
    look: (request) => {
      this.asked.push(request);
      return new Promise((resolve, reject) => this.#answers.push({ request, resolve, reject }));
    },
    onNextPicture: (run) => void this.#pictures.push(run),
  });

  constructor(frames = 100) {
    this.player.load(Float64Array.from({ length: frames }, (_, frame) => frame / 25), 0, frames - 1);
  }

  /** Answers the oldest question that is open, by another frame where that is given. */
  async answer(frame?: number): Promise<void> {
    const { request, resolve } = this.#answers.shift()!;
    const shown = frame ?? request.frame;
    resolve({ frame: shown, picture: { close: () => this.closed.push(shown) } as unknown as ImageBitmap, hiddenWhole: false, inVideo: true, masks: [] });
    await new Promise((done) => setTimeout(done));
  }

  async refuse(code: 'job/cancelled' | 'media/decode-failed'): Promise<void> {
    this.#answers.shift()!.reject(new AppError(code));
    await new Promise((done) => setTimeout(done));
  }

  picture(nowMs: number): void {
    for (const run of this.#pictures.splice(0)) run(nowMs);
  }

  get frames(): number[] {
    return this.asked.map(({ frame }) => frame);
  }
}

it('keeps showing pictures while a key is held: what is under way is waited for, then the newest wish counts', async () => {
  const side = new FakeSide();
  for (let step = 0; step < 5; step += 1) side.player.step(1);
  expect(side.frames).toEqual([1]);
  await side.answer();
  expect(side.player.shown?.frame).toBe(1);
  expect(side.frames).toEqual([1, 5]);
  await side.answer();
  expect([side.player.shown?.frame, side.player.frame]).toEqual([5, 5]);
  expect(side.closed).toEqual([1]);
});

it('does not wait for what is far from the newest wish', async () => {
  const side = new FakeSide();
  side.player.seek(10);
  side.player.seek(90);
  expect(side.frames).toEqual([10, 90]);
  await side.refuse('job/cancelled');
  expect(side.player.error).toBeUndefined();
  await side.answer();
  expect(side.player.shown?.frame).toBe(90);
});

it('a near frame while dragging is followed by the exact one', async () => {
  const side = new FakeSide();
  side.player.seek(60, true);
  await side.answer(50);
  expect(side.player.shown?.frame).toBe(50);
  expect(side.asked[1]).toEqual({ frame: 60, view: 'hidden', nearWillDo: false });
  await side.answer();
  expect(side.player.shown?.frame).toBe(60);
});

it('says what went wrong, and forgets it with the next picture', async () => {
  const side = new FakeSide();
  side.player.seek(3);
  await side.refuse('media/decode-failed');
  expect(side.player.error?.code).toBe('media/decode-failed');
  side.player.step(1);
  await side.answer();
  expect(side.player.error).toBeUndefined();
});

it('plays by the clock, passes over what comes too late, and stops at the end', async () => {
  const side = new FakeSide(20);
  side.player.toggle();
  side.picture(1000);
  side.picture(1000 + 41);
  expect(side.frames).toEqual([1]);
  side.picture(1000 + 201);
  expect(side.frames).toEqual([1]);
  await side.answer();
  side.picture(1000 + 241);
  expect(side.frames).toEqual([1, 6]);
  await side.answer();
  side.picture(5000);
  expect(side.frames).toEqual([1, 6, 19]);
  expect(side.player.speed).toBe(0);
});

it.each<[name: string, presses: readonly (1 | -1)[], speed: number]>([
  ['L plays', [1], 1],
  ['L twice doubles', [1, 1], 2],
  ['no faster than four times', [1, 1, 1, 1], 4],
  ['J turns round', [1, 1, -1], -1],
])('%s', (_, presses, speed) => {
  const side = new FakeSide();
  side.player.seek(50);
  for (const press of presses) side.player.shuttle(press);
  expect(side.player.speed).toBe(speed);
});

it('stays within the frames, and closes the last picture', async () => {
  const side = new FakeSide(10);
  side.player.seek(99);
  expect(side.player.frame).toBe(9);
  side.player.seek(-5);
  expect(side.player.frame).toBe(0);
  await side.answer();
  side.player.close();
  expect(side.closed.length).toBeGreaterThan(0);
  expect(side.player.shown).toBeUndefined();
});
