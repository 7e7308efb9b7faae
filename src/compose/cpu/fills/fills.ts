import type { FillChoice } from '../../../documents/intent.ts';
import { BlurFill } from './blur.ts';
import { EraseFill } from './erase.ts';
import type { Fill } from './fill.ts';
import { ImageFill } from './image.ts';
import { MosaicFill, type TrackCells } from './mosaic.ts';
import { SolidFill } from './solid.ts';

type FillKind = FillChoice['kind'];

/** Fills that use the hidden pixels and can be undone: shown as cosmetic, and painted last, from what the safe ones left. */
export const cosmeticFills: ReadonlySet<FillKind> = new Set(['mosaic', 'blur']);

/** Every fill in the order of painting. `erase` comes first, while its surroundings are still the source's; cosmetic ones come last. */
export const fillOrder: readonly FillKind[] = ['erase', 'solid', 'image', 'mosaic', 'blur'];

/** Makes the fills of one job; the cells are what they hold about earlier frames. */
export function makeFills(cells: TrackCells): { readonly [K in FillKind]: Fill<K> } {
  return { erase: new EraseFill(), solid: new SolidFill(), image: new ImageFill(), mosaic: new MosaicFill(cells), blur: new BlurFill() };
}
