import { frameBox } from '../../core/boxes.ts';
import type { FrameBox } from '../../core/boxes.ts';
import { headBox } from '../hide/head-box.ts';
import type { TileFit } from '../../documents/tiles.ts';

/**
 * What is shown of a person whose face is seen: head, shoulders and chest (in film a medium close-up). A tight face is about 150 mm high, shoulders are
 * 450 mm wide: so many faces across leave some room beside them, and so many down reach from above the head to the chest.
 */
const facesAcross = 4.5;
const facesDown = 5.5;
/** Where the middle of the face is, from the top of the view: eyes about on the upper third, which leaves head room. */
const faceFromTop = 0.36;
/** A view is not enlarged by more, unless the picture itself is too small for its place. */
const enlargedMax = 2;

/** How views into one place are cut out of a picture. */
export interface Framing {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Width of a view by its height. */
  readonly aspect: number;
  /** Heights of a view that shows a person, in source pixels. */
  readonly heightMin: number;
  readonly heightMax: number;
  /** Height of the view that shows the whole source. */
  readonly wideHeight: number;
}

/**
 * The framing of a person in a place: `cover` has the place's shape and fills it, `contain` and `stretch` have the person's (head, shoulders and
 * chest), between bars or not, and `crop` is just as many source pixels as the place has.
 */
export function framingOf(source: { readonly widthPx: number; readonly heightPx: number }, place: { readonly width: number; readonly height: number }, fit: TileFit): Framing {
  const { widthPx, heightPx } = source;
  if (fit === 'crop') {
    return { widthPx, heightPx, aspect: place.width / place.height, heightMin: place.height, heightMax: place.height, wideHeight: place.height };
  }
  const aspect = fit === 'cover' ? place.width / place.height : facesAcross / facesDown;
  const heightMax = Math.min(heightPx, widthPx / aspect);
  const heightMin = Math.min(heightMax, Math.min(place.height, place.width / aspect) / enlargedMax);
  return { widthPx, heightPx, aspect, heightMin, heightMax, wideHeight: Math.max(heightPx, widthPx / aspect) };
}

/** How high the view of a face of such a height should be. */
export function viewHeight({ aspect, heightMin, heightMax }: Framing, faceHeight: number): number {
  return Math.min(heightMax, Math.max(heightMin, Math.max(facesDown, facesAcross / aspect) * faceHeight));
}

/** Where the centre of a view of such a height should be for a face: in the picture wherever it can. */
export function viewCentre(framing: Framing, face: FrameBox, height: number): { x: number; y: number } {
  return inPicture(framing, face.x + face.width / 2, face.y + face.height / 2 + (0.5 - faceFromTop) * height, height);
}

/** From where to where the head of a face reaches along an axis, as far as it is in the picture; in pixels. */
export function headSpan({ widthPx, heightPx }: Framing, face: FrameBox, axis: 'x' | 'y'): [number, number] {
  const { x, y, width, height } = headBox(face, 1);
  return axis === 'x' ? [Math.max(0, x), Math.min(widthPx, x + width)] : [Math.max(0, y), Math.min(heightPx, y + height)];
}

/** A centre moved so that the view does not reach out of the picture; one that is larger than the picture is in its middle. */
export function inPicture({ widthPx, heightPx, aspect }: Framing, x: number, y: number, height: number): { x: number; y: number } {
  return { x: within(x, (aspect * height) / 2, widthPx), y: within(y, height / 2, heightPx) };
}

function within(at: number, half: number, size: number): number {
  return half >= size / 2 ? size / 2 : Math.min(size - half, Math.max(half, at));
}

/** The view of such a height about a centre. */
export function viewAt({ aspect }: Framing, { x, y }: { readonly x: number; readonly y: number }, height: number): FrameBox {
  return frameBox(x - (aspect * height) / 2, y - height / 2, aspect * height, height);
}
