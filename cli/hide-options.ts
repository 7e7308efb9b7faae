import { hideCovers } from '../src/documents/intent.ts';
import type { Hide } from '../src/documents/intent.ts';
import { numberIn, oneOf, text } from './option-values.ts';
import type { Values } from './option-values.ts';
import type { NamedPeople } from './people-options.ts';
import { usage } from './usage.ts';

/** Options that say who is hidden and how, of every command that makes a video. */
export const hideFlags = {
  fill: { type: 'string' },
  'fill-color': { type: 'string' },
  'fill-image': { type: 'string' },
  cover: { type: 'string' },
  mask: { type: 'string' },
  'mask-scale': { type: 'string' },
  keep: { type: 'string', multiple: true },
  hide: { type: 'string', multiple: true },
  people: { type: 'string', multiple: true },
} as const;

/** The mask's smallest size still covers the face itself; beyond the biggest, neighbours vanish too. */
const maskScaleMin = 0.8;
const maskScaleMax = 3;
/** A mosaic of 6 cells over a head leaves a rough idea of it, as people expect of a mosaic. */
const mosaicCellsAcross = 6;
const defaultColor = '#000000';

/** Reads them, but for the picture of the fill `image`, which the page decodes. Throws `usage/bad-option`. */
export function hideOption(values: Values, { people }: NamedPeople): Hide {
  const fillImage = text(values['fill-image']);
  const kind = oneOf('--fill', text(values['fill']), ['erase', 'solid', 'image', 'mosaic', 'blur']);
  const color = text(values['fill-color']);
  if (color !== undefined && kind !== 'solid') throw usage('--fill-color goes with --fill solid');
  if (color !== undefined && !/^#[0-9a-f]{6}$/i.test(color)) throw usage(`--fill-color must look like #1a2b3c, not "${color}"`);
  if (fillImage !== undefined && kind !== 'image') throw usage('--fill-image goes with --fill image');
  if (fillImage === undefined && kind === 'image') throw usage('--fill image needs a picture: --fill-image FILE.png');
  const covers = oneOf('--cover', text(values['cover']), hideCovers);
  const look = {
    ...(covers === 'head' ? {} : { covers }),
    shape: oneOf('--mask', text(values['mask']), ['ellipse', 'box']) === 'box' ? 'rounded-box' : 'ellipse',
    scale: numberIn('--mask-scale', text(values['mask-scale']), maskScaleMin, maskScaleMax, 1),
    fill: fillOf(kind, color ?? defaultColor),
  } as const;
  return people === undefined ? { kind: 'everyone', ...look } : { kind: 'people', ...people, ...look };
}

function fillOf(kind: Hide['fill']['kind'], color: string): Hide['fill'] {
  switch (kind) {
    case 'solid':
      return { kind, color };
    case 'mosaic':
      return { kind, cellsAcross: mosaicCellsAcross };
    case 'image': // until the page has decoded the picture
      return { kind, image: { widthPx: 0, heightPx: 0, rgba: new Uint8ClampedArray(0) } };
    default:
      return { kind };
  }
}
