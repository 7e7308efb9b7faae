import type { DeleteMask, DrawMask, FollowMask } from '../documents/corrections.ts';
import type { Reason, ReplayState } from './replay-state.ts';

/** Draws a mask, or draws it again: what was followed of it stays. */
export function drawMask(state: ReplayState, draw: DrawMask): Reason | undefined {
  if (draw.firstFrame >= state.source.ticks.length) return 'outside-video';
  const followed = state.masks.get(draw.mask)?.followed ?? new Map();
  state.masks.set(draw.mask, { draw, firstFrame: draw.firstFrame, lastFrame: draw.lastFrame, followed });
  return undefined;
}

/** Adds what was measured on some frames to a mask, whose range grows by them. */
export function followMask(state: ReplayState, { mask, firstFrame, boxes }: FollowMask): Reason | undefined {
  const drawn = state.masks.get(mask);
  if (drawn === undefined) return 'no-such-mask';
  const frames = boxes.length / 4;
  if (firstFrame >= state.source.ticks.length) return 'outside-video';
  const followed = new Map(drawn.followed);
  for (let index = 0; index < frames; index++) {
    const [x = 0, y = 0, width = 0, height = 0] = boxes.slice(4 * index, 4 * index + 4);
    followed.set(firstFrame + index, [x, y, width, height]);
  }
  state.masks.set(mask, {
    draw: drawn.draw,
    firstFrame: Math.min(drawn.firstFrame, firstFrame),
    lastFrame: Math.max(drawn.lastFrame, firstFrame + frames - 1),
    followed,
  });
  return undefined;
}

/** Removes a mask with all that was followed. */
export function deleteMask(state: ReplayState, { mask }: DeleteMask): Reason | undefined {
  return state.masks.delete(mask) ? undefined : 'no-such-mask';
}
