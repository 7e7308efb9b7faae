/** Fewer frames than this (0.4 s at 30 a second) between two others are a flicker. */
const steadyFramesMin = 12;

/**
 * What is known frame by frame, without what is known only for a moment beside frames on which it is not: a mask that follows it would flicker between
 * two shapes, and the larger one is as right. What is known all along stays, however short.
 */
export function steadyRuns<T>(known: readonly (T | undefined)[]): (T | undefined)[] {
  const steady = [...known];
  for (let from = 0; from < known.length; ) {
    let end = from + 1;
    while (end < known.length && (known[end] === undefined) === (known[from] === undefined)) end += 1;
    const isWhole = from === 0 && end === known.length;
    if (!isWhole && end - from < steadyFramesMin) steady.fill(undefined, from, end);
    from = end;
  }
  return steady;
}
