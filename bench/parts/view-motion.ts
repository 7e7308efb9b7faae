import { boxOf } from '../../src/documents/box-columns.ts';

/** How a view moves, in its own heights: root mean square of the jerk (1/s³), largest speed (1/s) and acceleration (1/s²), and part of the time at rest. */
export interface Motion {
  readonly jerk: number;
  readonly speedMax: number;
  readonly accelerationMax: number;
  readonly stillPart: number;
}

/** From views frame by frame (4 numbers each), where `counts` is 1 on four frames in a row; by divided differences, so that any frame times do. */
export function motionOf(views: Float32Array, counts: ArrayLike<number>, timeS: (frame: number) => number): Motion {
  let [jerks, still, seen, speedMax, accelerationMax] = [0, 0, 0, 0, 0];
  for (let frame = 3; frame < views.length / 4; frame++) {
    const frames = [frame - 3, frame - 2, frame - 1, frame];
    if (!frames.every((each) => counts[each] === 1 && !Number.isNaN(views[4 * each]))) continue;
    const boxes = frames.map((each) => boxOf(views, each));
    const times = frames.map(timeS);
    const height = boxes[3]?.height ?? 1;
    const [x, y] = [differences(boxes.map((box) => box.x + box.width / 2), times), differences(boxes.map((box) => box.y + box.height / 2), times)];
    const size = (order: 0 | 1 | 2): number => Math.hypot(x[order], y[order]) / height;
    seen += 1;
    jerks += size(2) ** 2;
    speedMax = Math.max(speedMax, size(0));
    accelerationMax = Math.max(accelerationMax, size(1));
    if (boxes.every((box) => Object.entries(box).every(([side, value]) => value === (boxes[0] as unknown as Record<string, number>)[side]))) still += 1;
  }
  return { jerk: Math.sqrt(jerks / seen), speedMax, accelerationMax, stillPart: still / seen };
}

/** First, second and third derivative at the end of four values. */
function differences(values: readonly number[], times: readonly number[]): [number, number, number] {
  const [a = 0, b = 0, c = 0, d = 0] = values;
  const [ta = 0, tb = 0, tc = 0, td = 0] = times;
  const [ab, bc, cd] = [(b - a) / (tb - ta), (c - b) / (tc - tb), (d - c) / (td - tc)];
  const [abc, bcd] = [(bc - ab) / (tc - ta), (cd - bc) / (td - tb)];
  return [cd, 2 * bcd, (6 * (bcd - abc)) / (td - ta)];
}
