import { aspects } from '../src/core/canvas-size.ts';
import type { Aspect } from '../src/core/canvas-size.ts';
import { canvasSideMax, canvasSideMin, placesMax } from '../src/documents/check-layout.ts';
import type { CanvasSize, Layout, SplitLayout } from '../src/documents/layout.ts';
import type { CommandKind } from './commands.ts';
import { oneOf, text } from './option-values.ts';
import type { Values } from './option-values.ts';
import type { NamedSubjects } from './subject-options.ts';
import { usage } from './usage.ts';

/** Options of a picture of its own. */
const layoutFlags = { size: { type: 'string' }, 'when-gone': { type: 'string' } } as const;
export const followFlags = layoutFlags;
export const splitFlags = { ...layoutFlags, arrangement: { type: 'string' }, places: { type: 'string' }, fit: { type: 'string' }, 'highlight-speaker': { type: 'boolean' } } as const;

/** What a new picture is made of. */
export interface LayoutOption {
  readonly layout: Layout;
  /** The shape of its canvas, where the page makes a size of it that suits the video; undefined: the layout has its size. */
  readonly aspect: Aspect | undefined;
}

/** Until the page has made a size of the shape. */
const sizeToCome: CanvasSize = { widthPx: canvasSideMin, heightPx: canvasSideMin };
const canvasOf: Readonly<Record<SplitLayout['arrangement'], CanvasSize>> = {
  'side-by-side': { widthPx: 1920, heightPx: 1080 },
  stacked: { widthPx: 1080, heightPx: 1920 },
  grid: { widthPx: 1920, heightPx: 1080 },
};

/** What the picture is made of; undefined: the source as it is. Throws `usage/bad-option`. */
export function layoutOption(kind: CommandKind, values: Values, subjects: NamedSubjects): LayoutOption | undefined {
  if (kind === 'follow') {
    const { canvas, aspect } = sizeOption(text(values['size']) ?? '9:16', sizeToCome);
    return { layout: { kind, person: subjects.count === 1 ? (subjects.ids[0] ?? null) : null, canvas, whenGone: oneOf('--when-gone', text(values['when-gone']), ['wide', 'hold', 'blank']) }, aspect };
  }
  if (kind !== 'split') return undefined;
  const arrangement = oneOf('--arrangement', text(values['arrangement']), ['side-by-side', 'stacked', 'grid']);
  const { canvas, aspect } = sizeOption(text(values['size']), canvasOf[arrangement]);
  const places = placesOption(text(values['places']), Math.max(2, subjects.count));
  if (subjects.count > places) throw usage(`${subjects.count} people do not go into ${places} places`);
  const layout: SplitLayout = {
    kind,
    people: subjects.ids,
    places,
    arrangement,
    canvas,
    fit: oneOf('--fit', text(values['fit']), ['cover', 'contain', 'stretch', 'crop']),
    whenGone: oneOf('--when-gone', text(values['when-gone']), ['hold', 'wide', 'blank']),
    highlightSpeaker: values['highlight-speaker'] === true,
  };
  return { layout, aspect };
}

function placesOption(value: string | undefined, absent: number): number {
  if (value === undefined) return absent;
  const places = Number(value);
  if (!/^\d+$/.test(value) || places < 2 || places > placesMax) throw usage(`--places must be a whole number from 2 to ${placesMax}, not "${value}"`);
  return places;
}

/** A shape, or a size in pixels, which must be even. */
function sizeOption(value: string | undefined, absent: CanvasSize): { canvas: CanvasSize; aspect: Aspect | undefined } {
  if (value === undefined) return { canvas: absent, aspect: undefined };
  const aspect = aspects.find((each) => each === value);
  if (aspect !== undefined) return { canvas: sizeToCome, aspect };
  const [widthPx, heightPx] = (/^(\d{1,5})x(\d{1,5})$/.exec(value)?.slice(1) ?? []).map(Number);
  if (widthPx === undefined || heightPx === undefined) throw usage(`--size must be one of ${aspects.join(', ')}, or pixels like 1080x1920, not "${value}"`);
  for (const side of [widthPx, heightPx]) {
    if (side % 2 !== 0 || side < canvasSideMin || side > canvasSideMax) throw usage(`--size ${value}: both sides must be even, from ${canvasSideMin} to ${canvasSideMax}`);
  }
  return { canvas: { widthPx, heightPx }, aspect: undefined };
}
