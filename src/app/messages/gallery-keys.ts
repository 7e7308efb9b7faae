import type { Aspect } from '../../core/canvas-size.ts';
import type { CutPeople, CutSummary } from '../../documents/cut.ts';
import type { SplitLayout, WhenGone } from '../../documents/layout.ts';
import type { TileFit } from '../../documents/tiles.ts';
import type { MakingKind } from '../../documents/making.ts';
import type { Named } from './messages.ts';

/** Texts of the gallery of what can be made. */
export const galleryKeys = [
  'title', 'hint', 'add', 'wanted', 'preview', 'previewed', 'remove', 'people', 'mostSeen', 'shape', 'arrangement', 'places', 'fit', 'whenGone', 'highlight', 'drawsMotion', 'only',
  'minS', 'paddingS', 'mergeS', 'maxS', 'noLimit', 'order', 'secondsEach', 'make', 'asMade', 'cutList', 'cutListHint',
] as const;
export type GalleryKey = (typeof galleryKeys)[number];

export interface GalleryMessages {
  readonly ui: Readonly<Record<GalleryKey, string>>;
  readonly kinds: Readonly<Record<MakingKind, Named>>;
  readonly aspects: Readonly<Record<Aspect, string>>;
  readonly arrangements: Readonly<Record<SplitLayout['arrangement'], string>>;
  readonly fits: Readonly<Record<TileFit, string>>;
  readonly gone: Readonly<Record<WhenGone, string>>;
  readonly only: Readonly<Record<'all' | CutPeople['where'], string>>;
  readonly orders: Readonly<Record<CutSummary['order'], string>>;
}
