import type { Kernel } from '../../kernel.ts';
import { tileSize } from '../shared/compose-task.ts';
import cells from '../shared/film-cells.wgsl?raw';
import masks from '../shared/masks.wgsl?raw';
import task from '../shared/task.wgsl?raw';
import tiles from '../shared/tiles.wgsl?raw';
import main from './paint.wgsl?raw';

/** Where a mask's samples come from; `paint.wgsl` says what fields each kind has. */
export const paintKinds = { flat: 0, film: 1, image: 2, cells: 3, area: 4 } as const;
/** Fraction bits of a place in a fill's picture: two interpolations of 8-bit samples stay below 2^31. */
export const imageBits = 11;

type Binding = 'task' | 'numbers' | 'masks' | 'coverage' | 'work' | 'images' | 'picture';

/** Fills put through masks, in order; see the WGSL. `safeBit` is the bit of coverage that cosmetic fills keep off. */
export const paintKernel = (constants: { readonly nearBits: number; readonly filmBits: number; readonly safeBit: number }): Kernel<Binding> => ({
  name: 'paint',
  code: [task, tiles, masks, cells, main],
  bindings: { task: 'task', numbers: 'read', masks: 'read', coverage: 'read', work: 'read', images: 'read', picture: 'write' },
  workgroupSize: tileSize,
  constants: { ...constants, imageBits, kindFlat: paintKinds.flat, kindFilm: paintKinds.film, kindImage: paintKinds.image, kindCells: paintKinds.cells },
});
