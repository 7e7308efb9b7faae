import { describe, expect, it } from 'vitest';
import type { Track } from '../../../src/documents/analysis.ts';
import { bodyPoints } from '../../../src/documents/bodies.ts';
import type { BodyPoint } from '../../../src/documents/bodies.ts';
import type { HideEveryone } from '../../../src/documents/intent.ts';
import { bonePartCount } from '../../../src/plan/hide/body-hull.ts';
import { analysisOf, covers, planAt, poseAt, standingBox, trackOf } from './hand-made.ts';

const hide: HideEveryone = { kind: 'everyone', covers: 'person', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } };
const [x, y, tall] = [600, 650, 500];
type Places = Parameters<typeof poseAt>[3];

function person(places: Places = {}, box = standingBox(x, y, tall), more: Partial<Track> = {}): Track {
  return trackOf(5, 'person', [box], { poses: Float32Array.from(poseAt(x, y, tall, places)), ...more });
}

/** Whether a place, in shares of the stature above the middle of the feet, is hidden. */
function hides(tracks: readonly Track[], across: number, up: number, scale = 1): boolean {
  const { masks } = planAt(analysisOf(tracks, 1), { ...hide, scale });
  return masks.some((mask) => covers(mask, x + across * tall, y - up * tall));
}
const shapesOf = (tracks: readonly Track[]): string[] => planAt(analysisOf(tracks, 1), hide).masks.map(({ shape }) => shape);

const poses: readonly (readonly [string, Places])[] = [
  ['upright', {}],
  ['with raised arms', { 'left-elbow': [0.2, 0.9], 'left-wrist': [0.2, 1.04], 'right-elbow': [-0.2, 0.9], 'right-wrist': [-0.2, 1.04] }],
  ['with arms stretched out', { 'left-elbow': [0.28, 0.82], 'left-wrist': [0.43, 0.82], 'right-elbow': [-0.28, 0.82], 'right-wrist': [-0.43, 0.82] }],
  ['with crossed legs', { 'left-ankle': [-0.1, 0.04], 'right-ankle': [0.1, 0.04] }],
  ['from behind', { 'left-shoulder': [-0.1, 0.82], 'right-shoulder': [0.1, 0.82], 'left-hip': [-0.06, 0.53], 'right-hip': [0.06, 0.53] }],
  ['with the trunk twisted', { 'left-shoulder': [-0.1, 0.82], 'right-shoulder': [0.1, 0.82] }],
  ['from the side', { 'left-shoulder': [0.01, 0.82], 'right-shoulder': [-0.01, 0.82], 'left-hip': [0.01, 0.53], 'right-hip': [-0.01, 0.53], 'left-ankle': [0.15, 0.04], 'right-ankle': [-0.15, 0.04] }],
];

/** The box around a pose with head, hands and feet, as a detector would see it. */
function boxOfPose(places: Places): number[] {
  const pose = poseAt(x, y, tall, places);
  const xs = bodyPoints.map((_, at) => pose[3 * at] as number);
  const ys = bodyPoints.map((_, at) => pose[3 * at + 1] as number);
  const [left, top] = [Math.min(...xs) - 0.05 * tall, Math.min(...ys) - 0.06 * tall];
  return [left, top, Math.max(...xs) + 0.05 * tall - left, Math.max(...ys) + 0.04 * tall - top];
}

describe('the hull of a person', () => {
  it.each(poses.flatMap(([name, places]) => [0.8, 1].map((scale) => [name, scale, places] as const)))('%s, %d times as wide: holds every point with flesh around it, and the head', (_, scale, places) => {
    const track = person(places, boxOfPose(places));
    const plan = planAt(analysisOf([track], 1), { ...hide, scale });
    expect(plan.masks.map(({ shape }) => shape)).toEqual(Array<string>(bonePartCount).fill('polygon'));
    const pose = poseAt(x, y, tall, places);
    const missed = bodyPoints.filter((_name, at) => {
      for (let angle = 0; angle < 360; angle += 30) {
        // 90 mm of 1750: what is around a joint; scale makes it less.
        const reach = (90 / 1750) * tall * scale;
        const [px, py] = [(pose[3 * at] as number) + reach * Math.cos((angle * Math.PI) / 180), (pose[3 * at + 1] as number) + reach * Math.sin((angle * Math.PI) / 180)];
        if (!plan.masks.some((mask) => covers(mask, px, py))) return true;
      }
      return false;
    });
    expect(missed).toEqual([]);
    // The sides of the trunk, half-way down, where it is widest or crosses itself.
    const shoulder = Math.abs(pose[15] as number - x);
    for (const side of [-0.8, 0, 0.8]) expect(plan.masks.some((mask) => covers(mask, x + side * shoulder, y - 0.675 * tall))).toBe(true);
  });

  it.each<[string, number, number, boolean]>([
    ['crown', 0, 1, true],
    ['hair beside the head', 0.08, 0.93, true],
    ['neck', 0.04, 0.86, true],
    ['chest', 0, 0.7, true],
    ['shoulder', 0.15, 0.82, true],
    ['fingers', 0.16, 0.39, true],
    ['fingers of a hand bent outwards', 0.25, 0.49, true],
    ['between the thighs', 0, 0.4, true],
    ['knee', 0.07, 0.28, true],
    ['sole', 0.07, 0, true],
    ['toes to the side', 0.18, 0.02, true],
    ['air beside the head', 0.3, 0.9, false],
    ['air beside the shin', 0.3, 0.2, false],
    ['air above', 0, 1.2, false],
  ])('%s: hidden or not', (_, across, up, expected) => expect(hides([person()], across, up)).toBe(expected));

  it.each<BodyPoint>(['left-shoulder', 'right-shoulder', 'left-hip', 'right-hip'])('hides the whole box when nobody knows where the %s is', (point) => {
    const track = person({ [point]: null });
    expect(shapesOf([track])).toEqual(['box']);
    for (const [across, up] of [[-0.19, 0], [0.19, 0], [-0.19, 1], [0.19, 1], [0.22, 0.5], [0, 1.03], [0, -0.03]] as const) expect(hides([track], across, up)).toBe(true);
  });

  const limbs = [['shoulder', 'elbow', 'wrist', 325, 255, 190], ['hip', 'knee', 'ankle', 430, 430, 200]] as const;
  const unseen = limbs.flatMap((limb) => (['left', 'right'] as const).flatMap((side) => ([[limb[1]], [limb[2]], [limb[1], limb[2]]] as const).map((names) => [names.map((name) => `${side}-${name}` as BodyPoint).join(), side, limb] as const)));
  it.each(unseen)('hides all of the box that the limb can reach when nobody knows where it is: %s', (names, side, [root, middle, end, upperMm, lowerMm, beyondMm]) => {
    const track = person(Object.fromEntries(names.split(',').map((name) => [name, null])));
    const { masks } = planAt(analysisOf([track], 1), hide);
    expect(masks.every(({ shape }) => shape === 'polygon')).toBe(true);
    const px = (mm: number): number => (mm / 1750) * tall;
    const [left, top, width, height] = standingBox(x, y, tall) as [number, number, number, number];
    const isSeen = (name: string): boolean => !names.includes(name);
    const at = (name: string): [number, number] => {
      const pose = poseAt(x, y, tall);
      const index = bodyPoints.indexOf(`${side}-${name}` as BodyPoint);
      return [pose[3 * index] as number, pose[3 * index + 1] as number];
    };
    let tried = 0;
    for (let first = 0; first < 360; first += 30) {
      for (let second = 0; second < 360; second += 30) {
        const go = ([fromX, fromY]: [number, number], mm: number, degrees: number): [number, number] => [fromX + px(mm) * Math.cos((degrees * Math.PI) / 180), fromY + px(mm) * Math.sin((degrees * Math.PI) / 180)];
        const joint = isSeen(middle) ? at(middle) : go(at(root), upperMm, first);
        const last = isSeen(end) ? at(end) : go(joint, lowerMm, second);
        for (const [px_, py] of [joint, last, go(last, isSeen(end) ? 0 : beyondMm, second)]) {
          if (px_ < left || px_ > left + width || py < top || py > top + height) continue;
          tried += 1;
          expect(masks.some((mask) => covers(mask, px_, py)), `${first} ${second}: ${px_} ${py}`).toBe(true);
        }
      }
    }
    expect(tried).toBeGreaterThan(20);
  });

  it('is still narrower than the box where legs are seen and hands are not', () => {
    const track = person({ 'left-wrist': null, 'right-wrist': null });
    expect([hides([track], 0.19, 0.99), hides([track], 0.19, 0.5), hides([track], 0, 0.9), hides([track], 0.07, 0)]).toEqual([false, true, true, true]);
  });

  it('of somebody who is cut off by the border is as wide as the bones tell', () => {
    const legs = { 'left-knee': null, 'right-knee': null, 'left-ankle': null, 'right-ankle': null } as const;
    const whole = planAt(analysisOf([person()], 1), hide).masks[0]?.polygon?.growPx ?? 0;
    const cut = planAt(analysisOf([person(legs, [x - 0.19 * tall, y - tall, 0.38 * tall, 0.5 * tall])], 1), hide).masks[0]?.polygon?.growPx ?? 0;
    expect(cut).toBeCloseTo(whole, 4);
  });

  it.each<[string, Track, string[]]>([
    ['one point of the head is enough', person({ 'left-eye': null, 'right-eye': null, 'left-ear': null, 'right-ear': null }), Array<string>(bonePartCount).fill('polygon')],
    ['none of it is not', person({ nose: null, 'left-eye': null, 'right-eye': null, 'left-ear': null, 'right-ear': null }), ['box']],
    ['nobody estimated a pose', person({}, undefined, { poses: new Float32Array(51).fill(NaN) }), ['box']],
    ['poses are known nowhere', trackOf(5, 'person', [standingBox(x, y, tall)]), ['box']],
    ['the pose is of somebody beside', person({}, standingBox(x + 200, y, tall)), ['box']],
    ['the pose is of somebody smaller within the box', person({}, [x - 200, y - 1100, 400, 1150]), ['box']],
    ['the pose reaches far out of the box', person(poses[2]?.[1]), ['box']],
    ['the points are all in one place', person(Object.fromEntries(bodyPoints.map((name) => [name, [0, 0.5]]))), ['box']],
  ])('%s', (_, track, shapes) => expect(shapesOf([track])).toEqual(shapes));

  it('has one box for its fill in all parts of a frame', () => {
    const boxes = new Set(planAt(analysisOf([person()], 1), hide).masks.map(({ box }) => JSON.stringify(box)));
    expect(boxes.size).toBe(1);
  });

  it('covers half of the way of each limb, and of the whole body where the hull ends', () => {
    const rest = 12;
    const before = Array.from({ length: rest }, () => poseAt(x, y, tall)).flat();
    const boxes = Array.from({ length: rest }, () => standingBox(x, y, tall));
    const still = trackOf(5, 'person', boxes, { poses: Float32Array.from(before) });
    const then = (last: number[], lastBox = standingBox(x, y, tall)): Track => trackOf(5, 'person', [...boxes, lastBox], { poses: Float32Array.from([...before, ...last]) });
    const growth = (track: Track): number[] => {
      const radii = (of: Track): number[] => planAt(analysisOf([of], rest + 1), hide, rest - 1).masks.map(({ polygon }) => polygon?.growPx ?? NaN);
      const without = radii(still);
      return radii(track).map((radius, part) => Math.round(radius - (without[part] as number)));
    };
    const moved = growth(then(poseAt(x, y, tall, { 'left-wrist': [0.23, 0.5285] }))); // the forearm is as long as before
    expect(moved.filter((grow) => grow > 0)).toEqual([22, 22]); // half of 40 and 19 px: forearm and hand
    expect(growth(then(poseAt(x + 30, y, tall).fill(NaN), standingBox(x + 30, y, tall)))).toEqual(Array<number>(bonePartCount).fill(15));
  });
});

describe('a box near the border of the picture', () => {
  const placed = (box: readonly number[]): number[] => {
    const { masks } = planAt(analysisOf([trackOf(5, 'person', [box])], 1), hide);
    const { x: left, y: top, width, height } = masks[0]?.box ?? { x: NaN, y: NaN, width: NaN, height: NaN };
    return [left, top, left + width, top + height].map(Math.round);
  };
  // The longer side is 400: 32 of margin, and 32 more count as near.
  it.each<[string, number[], number[]]>([
    ['in the middle', [500, 150, 200, 400], [468, 118, 732, 582]],
    ['that ends 50 above the lower one', [500, 270, 200, 400], [468, 238, 732, 752]],
    ['that ends 65 above it', [500, 254, 200, 400], [468, 222, 732, 686]],
    ['at the left and the upper one', [40, 50, 200, 400], [-32, -32, 272, 482]],
    ['at the right one', [1060, 150, 200, 400], [1028, 118, 1312, 582]],
    ['already beyond them', [-100, -90, 200, 400], [-132, -122, 132, 342]],
  ])('%s: ends where the body may', (_, box, expected) => expect(placed(box)).toEqual(expected));
});

describe('a hull that is known for moments only', () => {
  const shapes = (known: readonly boolean[]): boolean[] => {
    const poses = known.flatMap((is) => (is ? poseAt(x, y, tall) : poseAt(x, y, tall).fill(NaN)));
    const track = trackOf(5, 'person', known.map(() => standingBox(x, y, tall)), { poses: Float32Array.from(poses) });
    return known.map((_, frame) => planAt(analysisOf([track], known.length), hide, frame).masks[0]?.shape === 'polygon');
  };
  const of = (count: number, is: boolean): boolean[] => Array<boolean>(count).fill(is);
  it.each<[string, boolean[], boolean[]]>([
    ['known all along, however short', of(3, true), of(3, true)],
    ['known for 12 frames', [...of(12, true), ...of(2, false)], [...of(12, true), ...of(2, false)]],
    ['known for 11', [...of(11, true), ...of(2, false)], of(13, false)],
    ['a moment between', [...of(12, false), ...of(5, true), false], of(18, false)],
    ['unknown for a moment', [...of(12, true), false, ...of(12, true)], [...of(12, true), false, ...of(12, true)]],
    ['known nowhere', of(4, false), of(4, false)],
  ])('%s', (_, known, expected) => expect(shapes(known)).toEqual(expected));
});

describe('a face whose body nobody found', () => {
  const face: Track = trackOf(1, 'face', [[x - 20, y - 0.96 * tall, 40, 43]]);
  it.each<[string, number, number, boolean]>([['chest', 0, 0.7, true], ['hands at rest', 0.19, 0.45, true], ['feet', 0, 0.01, true], ['air beside', 0.4, 0.5, false]])(
    'has an estimated body below it: %s', (_, across, up, expected) => expect(hides([face], across, up)).toBe(expected));

  it('keeps the mask of its head', () => {
    const heads = planAt(analysisOf([face], 1), { ...hide, covers: 'head' }).masks;
    expect(planAt(analysisOf([face], 1), hide).masks).toEqual([...heads, expect.objectContaining({ track: 1, shape: 'rounded-box' })]);
  });

  it.each<[string, Track[], number]>([
    ['a body of it is there', [face, person({}, undefined, { faces: [1] })], 1 + bonePartCount],
    ['a body is there that is not of it', [face, person({}, undefined, { faces: [7] })], 2 + bonePartCount],
    ['its body is there on another frame', [face, { ...person({}, undefined, { faces: [1] }), frames: Int32Array.of(1) }], 2],
  ])('has none where its body is found: %s', (_, tracks, masks) => expect(planAt(analysisOf(tracks, 1), hide).masks.length).toBe(masks));
});

describe('what is covered', () => {
  const face = trackOf(1, 'face', [[560, 160, 40, 43]]);
  const head = trackOf(2, 'head', [[100, 100, 60, 80]]);
  it.each<[HideEveryone['covers'], string[]]>([
    [undefined, ['1 ellipse', '2 ellipse']],
    ['head', ['1 ellipse', '2 ellipse']],
    ['eyes', ['1 ellipse', '2 ellipse']],
    ['person', ['1 ellipse', '1 rounded-box', '2 ellipse', '5 box']],
  ])('%s: heads always, bodies only of whole persons', (what, expected) => {
    const { covers: _, ...bare } = hide;
    const look = what === undefined ? bare : { ...bare, covers: what };
    const { masks } = planAt(analysisOf([face, head, trackOf(5, 'person', [[500, 100, 200, 500]])], 1), look);
    expect(masks.map(({ track, shape }) => `${track} ${shape}`)).toEqual(expected);
  });
});
