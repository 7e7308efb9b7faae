import type { FrameBox } from '../../core/boxes.ts';

/** Where somebody's eyes are on a frame, upright pixels; which is which does not matter. */
export interface EyePair {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
}

/** Corners of the band (x, y pairs) and how far it reaches around them, upright pixels. */
export interface EyeBand {
  readonly points: readonly number[];
  readonly radiusPx: number;
}

/**
 * Adults have 63 mm between the pupils (Dodgson 2004) and a face of 137 mm by 150 mm in the detectors' box. The larger of the three measures counts:
 * eyes come together when a head turns, a box becomes low when it nods.
 */
const eyesByWidth = 63 / 137;
const eyesByHeight = 63 / 150;
/** Eyes that are nearer to each other (of the distance that they have from the front) are seen from the side: nothing tells how the head is turned. */
const frontMin = 0.35;
/** Eyes that are farther apart are not this face's. */
const apartMax = 1.8;
/** How far beyond the face's box an eye may lie, in sides of the box. */
const outsideMax = 0.1;
/**
 * In distances of the eyes: beyond each of them to the temple (half an eye is 0.24), above and below the line through them over brows (0.4) and lids. What
 * is left is for landmarks that are off: 0.1 of the distance is their usual error.
 */
const beyondEye = 0.65;
const aboveAndBelow = 0.6;
/** Share of the reach that is rounding: a band without it would show the corners when it turns between frames. */
const roundShare = 0.25;
/** For small faces, in which landmarks are off by whole pixels. */
const radiusMinPx = 2;

/**
 * The band over both eyes and their brows, turned as they are; nothing where these eyes cannot be a face's, or are seen so much from the side that nobody
 * knows how the head is turned. `scale` multiplies its reach, which contains a disc of 0.48 eye distances (0.6 · 0.8) around each eye for every scale that is allowed.
 */
export function eyeBand(face: FrameBox, { ax, ay, bx, by }: EyePair, scale: number): EyeBand | undefined {
  const apart = Math.hypot(bx - ax, by - ay);
  const unit = Math.max(apart, eyesByWidth * face.width, eyesByHeight * face.height);
  const fits = [[ax, ay], [bx, by]].every(([x, y]) => isNear(face, x as number, y as number));
  const front = Math.max(eyesByWidth * face.width, eyesByHeight * face.height);
  if (!fits || !(apart >= frontMin * unit) || !(apart <= apartMax * front)) return undefined;
  const radiusPx = Math.max(radiusMinPx, roundShare * aboveAndBelow * unit * scale);
  const [ux, uy] = [(bx - ax) / apart, (by - ay) / apart];
  const along = apart / 2 + Math.max(0, beyondEye * unit * scale - radiusPx);
  const across = Math.max(0, aboveAndBelow * unit * scale - radiusPx);
  const [x, y] = [(ax + bx) / 2, (ay + by) / 2];
  const corner = (alongSign: number, acrossSign: number): [number, number] => [
    x + alongSign * along * ux - acrossSign * across * uy, y + alongSign * along * uy + acrossSign * across * ux,
  ];
  return { points: [...corner(-1, -1), ...corner(1, -1), ...corner(1, 1), ...corner(-1, 1)], radiusPx };
}

/** NaN is nowhere. */
function isNear({ x, y, width, height }: FrameBox, atX: number, atY: number): boolean {
  const [roomX, roomY] = [outsideMax * width, outsideMax * height];
  return atX >= x - roomX && atX <= x + width + roomX && atY >= y - roomY && atY <= y + height + roomY;
}
