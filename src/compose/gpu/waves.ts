/** How a later item stands to an earlier one: it reads what that one writes; it overwrites what that one reads; neither. */
export type Dependence = 'after' | 'not-before' | 'free';

/** Groups items that can be done at once; doing the groups in turn gives what doing the items in turn gives. */
export function waves<T>(items: readonly T[], dependence: (later: T, earlier: T) => Dependence): T[][] {
  const waveOf: number[] = [];
  const groups: T[][] = [];
  items.forEach((item, i) => {
    let wave = 0;
    for (let j = 0; j < i; j++) {
      const how = dependence(item, items[j] as T);
      if (how !== 'free') wave = Math.max(wave, (waveOf[j] as number) + (how === 'after' ? 1 : 0));
    }
    waveOf.push(wave);
    (groups[wave] ??= []).push(item);
  });
  return groups;
}

/** Edges in luma samples; right and bottom lie outside. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Room around a rectangle for the chroma samples that it shares with its neighbours. */
const chromaMarginPx = 2;

/** Whether two rectangles share a luma or chroma sample (or nearly). */
export function meet(a: Rect, b: Rect): boolean {
  const m = chromaMarginPx;
  return a.left < b.right + m && b.left < a.right + m && a.top < b.bottom + m && b.top < a.bottom + m;
}
