import type { AudioIntent } from './audio-edit.ts';
import type { Cut } from './cut.ts';
import type { Layout } from './layout.ts';
import type { Marks } from './marks-intent.ts';

export type MaskShape = 'ellipse' | 'rounded-box';

/** `mosaic` and `blur` use the hidden pixels and can be undone: cosmetic only. */
export type FillChoice =
  | { readonly kind: 'erase' }
  | { readonly kind: 'solid'; readonly color: string }
  | { readonly kind: 'image'; readonly image: ImageChoice }
  | { readonly kind: 'mosaic'; readonly cellsAcross: number }
  | { readonly kind: 'blur' };

/** A picture that covers the mask: an emoji drawn by the page, or the user's file. RGBA bytes, straight alpha. */
export interface ImageChoice {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgba: Uint8ClampedArray;
}

/**
 * What of a hidden person is covered. `head`: with hair, ears and jaw. `eyes`: a band over both eyes, the head where nobody knows where they are; it
 * does not make people unrecognisable. `person`: the whole body as far as it is found, and the head.
 */
export const hideCovers = ['head', 'eyes', 'person'] as const;
export type HideCovers = (typeof hideCovers)[number];

/** Hide every face. `scale` multiplies the mask (1 = head with hair, ears and jaw; band from temple to temple; body with loose clothes). */
export interface HideEveryone {
  readonly kind: 'everyone';
  /** Absent: `head`. */
  readonly covers?: HideCovers;
  readonly shape: MaskShape;
  readonly scale: number;
  readonly fill: FillChoice;
}

/**
 * Hide people by who they are. A person is named by any track of theirs; who is in both lists is hidden. Only people of whom recognition is sure
 * can be seen: all others are hidden, and so is whoever may be somebody of the `hide` list, if not kept by name.
 */
export interface HidePeople {
  readonly kind: 'people';
  /** What becomes of people who are in neither list. */
  readonly others: 'hide' | 'show';
  /** Track ids. */
  readonly keep: readonly number[];
  readonly hide: readonly number[];
  /** Absent: `head`. */
  readonly covers?: HideCovers;
  readonly shape: MaskShape;
  readonly scale: number;
  readonly fill: FillChoice;
}

/** Every variant of the `hide` slot. */
export type Hide = HideEveryone | HidePeople;

/** What the new video shall be. `hide` cannot be left out, so no layout can forget the masks. */
export interface Intent {
  readonly hide: Hide;
  readonly cut?: Cut;
  readonly layout?: Layout;
  readonly marks?: Marks;
  /** Absent: the sound stays as it is. */
  readonly audio?: AudioIntent;
}
