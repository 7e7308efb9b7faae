import type { TileFit } from './tiles.ts';

/** Size of the new picture, upright, in whole even pixels (encoders of H.264 take no others). */
export interface CanvasSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** What a place shows while its person is nowhere: the last picture of it, nothing (the background), or the whole source. */
export type WhenGone = 'hold' | 'blank' | 'wide';

/** A crop that follows one person. */
export interface FollowLayout {
  readonly kind: 'follow';
  /** Any track of the person; null: whoever is seen longest. */
  readonly person: number | null;
  readonly canvas: CanvasSize;
  readonly whenGone: WhenGone;
}

/** Several people, each in a place of their own that they keep. */
export interface SplitLayout {
  readonly kind: 'split';
  /** Any track of each person, in the order of their places; where there are fewer than places, those who are seen longest are added. */
  readonly people: readonly number[];
  /** Places: two for side by side and stacked, up to nine for a grid. */
  readonly places: number;
  readonly arrangement: 'side-by-side' | 'stacked' | 'grid';
  readonly canvas: CanvasSize;
  readonly fit: TileFit;
  readonly whenGone: WhenGone;
  /** An outline around whoever speaks, where that is known. */
  readonly highlightSpeaker: boolean;
}

/** Every variant of the `layout` slot. Without one the picture stays as it is. */
export type Layout = FollowLayout | SplitLayout;
