/** A place in a plane, in whatever pixels the context names. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Turn, uniform scale and shift: x' = a·x − b·y + e, y' = b·x + a·y + f. The scale is √(a² + b²); there is no mirroring. */
export interface SimilarityTransform {
  readonly a: number;
  readonly b: number;
  readonly e: number;
  readonly f: number;
}

/** Where the eyes shall lie in a crop, in its pixels (edges, not centres); right and left are the person's own. */
export interface EyeTemplate {
  readonly rightEye: Point;
  readonly leftEye: Point;
}

/**
 * The similarity that brings points closest to others in the sum of squared distances: Umeyama, "Least-squares estimation of transformation
 * parameters between two point patterns", PAMI 13(4), 1991, for two dimensions and without mirroring, where it is a quotient of complex
 * numbers: a + ib = Σ conj(p)·q / Σ |p|², p and q taken from their means. Two points are met exactly. Undefined when all of `from` lie in
 * one place or a number is not finite. Throws RangeError when the lists differ in length.
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): SimilarityTransform | undefined {
  if (from.length !== to.length) throw new RangeError('every point needs its counterpart');
  const p = mean(from);
  const q = mean(to);
  let spread = 0;
  let real = 0;
  let imaginary = 0;
  from.forEach(({ x, y }, i) => {
    const other = to[i] as Point;
    const px = x - p.x;
    const py = y - p.y;
    const qx = other.x - q.x;
    const qy = other.y - q.y;
    spread += px * px + py * py;
    real += px * qx + py * qy;
    imaginary += px * qy - py * qx;
  });
  const a = real / spread;
  const b = imaginary / spread;
  const fitted = { a, b, e: q.x - a * p.x + b * p.y, f: q.y - b * p.x - a * p.y };
  return Object.values(fitted).every(Number.isFinite) && (a !== 0 || b !== 0) ? fitted : undefined;
}

/** Aligns a face: from upright displayed pixels to those of the crop in which the template lies; undefined when the eyes are in one place. */
export function alignByEyes(rightEye: Point, leftEye: Point, template: EyeTemplate): SimilarityTransform | undefined {
  return fitSimilarity([rightEye, leftEye], [template.rightEye, template.leftEye]);
}

/** The way back: `invertSimilarity(t)` of a place that `t` gave is the place it came from. */
export function invertSimilarity({ a, b, e, f }: SimilarityTransform): SimilarityTransform {
  const squared = a * a + b * b;
  const back = { a: a / squared, b: -b / squared };
  return { ...back, e: -(back.a * e - back.b * f), f: -(back.b * e + back.a * f) };
}

function mean(points: readonly Point[]): Point {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
