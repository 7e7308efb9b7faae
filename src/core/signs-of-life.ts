/**
 * How much this realm has got done: pieces read and written, pictures in and out, looks. Whoever watches a worker asks whether it grows;
 * a codec that never answers shows by that alone.
 */
export const signsOfLife = { count: 0 };

/** Counts one piece of work that came to its end. */
export function signOfLife(): void {
  signsOfLife.count += 1;
}
