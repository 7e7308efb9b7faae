/** A stretch of a line, `[start, end)`, in whatever unit it is counted. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** What lies in any of some intervals: ascending, apart, none empty. Those no further apart than `gap` become one. */
export function union(intervals: readonly Interval[], gap = 0): Interval[] {
  const result: Interval[] = [];
  for (const { start, end } of intervals.filter((each) => each.end > each.start).sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end + gap) result[result.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else result.push({ start, end });
  }
  return result;
}

/** What of some intervals lies in none of the `others`; ascending and apart. */
export function subtract(intervals: readonly Interval[], others: readonly Interval[]): Interval[] {
  const away = union(others);
  return union(intervals).flatMap(({ start, end }) => {
    const left: Interval[] = [];
    let from = start;
    for (const gone of away) {
      if (gone.end <= from) continue;
      if (gone.start >= end) break;
      if (gone.start > from) left.push({ start: from, end: gone.start });
      from = gone.end;
    }
    if (from < end) left.push({ start: from, end });
    return left;
  });
}

/** What lies in some intervals and in some others; ascending and apart. */
export function intersect(intervals: readonly Interval[], others: readonly Interval[]): Interval[] {
  return subtract(intervals, subtract([{ start: -Infinity, end: Infinity }], others));
}

/** Their length together, what lies in several counted once. */
export function lengthOf(intervals: readonly Interval[]): number {
  return union(intervals).reduce((sum, { start, end }) => sum + end - start, 0);
}
