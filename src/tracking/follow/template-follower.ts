import { area, frameBox, intersectionArea } from '../../core/boxes.ts';
import type { FrameBox } from '../../core/boxes.ts';
import { uprightToStored } from '../../core/geometry.ts';
import type { Affine, FrameGeometry } from '../../core/geometry.ts';
import { BoxFilter } from '../kalman.ts';
import { LumaPyramid, sampleGrid } from './luma-pyramid.ts';
import type { LumaPlane } from './luma-pyramid.ts';
import { glanceOf, sceneChange } from '../scene-change.ts';
import { blended, correlationAt, makeTemplate, shapeWeights } from './template.ts';
import type { Template } from './template.ts';

/** Samples along the longer side of what is followed: enough to tell a face from another, few enough for hundreds of places a frame. */
const longSide = 32;
const shortSideMin = 8;
/** How far from the expected place it is looked for, in samples (32 are the longer side), at 30 frames/s and at most. */
const searchPerFrame = 12;
const searchMax = 20;
/** Sizes that are tried, against the size before: a face that walks towards the camera grows by 1–3 % a frame. */
const scales = [0.94, 0.97, 1, 1.03, 1.06] as const;
/** Without a better reason the size stays: this much of the correlation. */
const scaleReluctance = 0.004;
/** Far from where it is expected it must look better than near, by this much of the correlation half its longer side away. */
const farReluctance = 0.6;
/** Below this correlation it was not found; so often in a row, and it is lost. */
const foundMin = 0.62;
const missesMax = 3;
/** From this correlation on the template learns the new look, by this share: slower than a head turns would lose it, faster would slide off. */
const learnMin = 0.75;
const learnShare = 0.15;
/** With less of its box inside the picture it has left. */
const insideMin = 0.35;

/** Where it is, or that it was lost; `seen` false is a guess between two looks. */
export type FollowStep = { readonly kind: 'at'; readonly box: FrameBox; readonly seen: boolean } | { readonly kind: 'lost'; readonly why: 'gone' | 'left' | 'cut' };

/**
 * Follows one thing from picture to picture by how it looks (normalised cross-correlation of brightness, in some sizes) and how it moves
 * (Kalman). Made from the picture and box in which it was drawn; pictures then come in order, forwards or backwards. Pure but for its state.
 */
export class TemplateFollower {
  readonly #geometry: FrameGeometry;
  readonly #map: Affine;
  readonly #filter: BoxFilter;
  readonly #first: Template | undefined;
  readonly #aspect: number;
  #recent: Template | undefined;
  #box: FrameBox;
  #glance: Float32Array;
  #misses = 0;

  constructor(luma: LumaPlane, geometry: FrameGeometry, box: FrameBox, shape: 'box' | 'ellipse') {
    const pyramid = new LumaPyramid(luma);
    this.#geometry = geometry;
    this.#map = uprightToStored(geometry);
    this.#box = box;
    this.#aspect = box.width / box.height;
    this.#filter = new BoxFilter(box.x, box.y, box.width, box.height);
    this.#glance = glanceOf(luma);
    const { columns, rows, step } = gridOf(box);
    const samples = sampleGrid(pyramid, this.#map, { x: box.x, y: box.y, step, columns, rows });
    this.#first = makeTemplate(samples, shapeWeights(shape, columns, rows), columns);
    this.#recent = this.#first;
  }

  /** The next picture, `elapsedS` (positive) away; null for one that could not be decoded. After `lost` nothing more is to be asked. */
  next(luma: LumaPlane | null, elapsedS: number): FollowStep {
    this.#filter.predict(elapsedS);
    const expected = this.#expected();
    if (luma === null) return this.#miss(expected);
    const pyramid = new LumaPyramid(luma);
    const glance = glanceOf(luma);
    const isCut = sceneChange(this.#glance, glance) >= 1;
    this.#glance = glance;
    if (isCut) return { kind: 'lost', why: 'cut' };
    const found = this.#find(pyramid, expected, elapsedS);
    if (found === undefined) return this.#miss(expected);
    if (this.#insidePart(found) < insideMin) return { kind: 'lost', why: 'left' };
    this.#misses = 0;
    this.#box = found;
    this.#filter.correct(found.x, found.y, found.width, found.height);
    return { kind: 'at', box: found, seen: true };
  }

  /** Where it would be now by its motion; for what leaves the picture. */
  drift(elapsedS: number): FrameBox {
    this.#filter.predict(elapsedS);
    return this.#expected();
  }

  /** The size of the last look at the place that the filter expects. */
  #expected(): FrameBox {
    const { x, y, width, height } = this.#filter.box;
    return frameBox(x + (width - this.#box.width) / 2, y + (height - this.#box.height) / 2, this.#box.width, this.#box.height);
  }

  #miss(expected: FrameBox): FollowStep {
    this.#misses += 1;
    if (this.#insidePart(expected) < insideMin) return { kind: 'lost', why: 'left' };
    return this.#misses >= missesMax ? { kind: 'lost', why: 'gone' } : { kind: 'at', box: expected, seen: false };
  }

  #find(pyramid: LumaPyramid, expected: FrameBox, elapsedS: number): FrameBox | undefined {
    const [recent, first] = [this.#recent, this.#first];
    if (recent === undefined || first === undefined) return undefined;
    const radius = Math.round(Math.min(searchMax, Math.max(1, (elapsedS * 30) / 2 + 0.5) * searchPerFrame));
    const coarse = this.#search(pyramid, [recent], expected, 1, radius);
    // Where it still looks as it did when it was drawn, that says better where it is than the look of lately, which may have slid.
    const templates = this.#search(pyramid, [first], coarse.box, 1, 0).score >= foundMin ? [recent, first] : [recent];
    let best = { score: -Infinity, box: coarse.box };
    for (const scale of scales) {
      const tried = this.#search(pyramid, templates, coarse.box, scale, 2);
      const score = tried.score - scaleReluctance * Math.abs(scales.indexOf(scale) - 2);
      if (score > best.score) best = { score, box: tried.box };
    }
    if (best.score < foundMin) return undefined;
    if (best.score >= learnMin) this.#learn(pyramid, recent, best.box);
    return best.box;
  }

  /** The best place within `radius` samples about a box, and the mean correlation of the templates there; between samples by parabolas. */
  #search(pyramid: LumaPyramid, templates: readonly Template[], about: FrameBox, scale: number, radius: number): { score: number; box: FrameBox } {
    const { columns, rows } = templates[0] as Template;
    const width = about.width * scale;
    const height = width / this.#aspect;
    const step = width / columns;
    const x = about.x + (about.width - width) / 2;
    const y = about.y + (about.height - height) / 2;
    const patchColumns = columns + 2 * radius;
    const patch = sampleGrid(pyramid, this.#map, { x: x - radius * step, y: y - radius * step, step, columns: patchColumns, rows: rows + 2 * radius });
    const side = 2 * radius + 1;
    const scores = Float32Array.from({ length: side * side }, (_, at) =>
      templates.reduce((sum, template) => sum + correlationAt(template, patch, patchColumns, at % side, Math.floor(at / side)), 0) / templates.length,
    );
    const away = (at: number): number => ((at % side) - radius) ** 2 + (Math.floor(at / side) - radius) ** 2;
    const likely = scores.map((score, at) => score - (farReluctance * away(at)) / (longSide / 2) ** 2);
    const best = likely.indexOf(likely.reduce((most, score) => Math.max(most, score), -Infinity));
    const [column, row] = [best % side, Math.floor(best / side)];
    const scoreAt = (c: number, r: number): number => scores[r * side + c] as number;
    const offset = (at: number, score: (near: number) => number): number => (at === 0 || at === side - 1 ? 0 : peak(score(at - 1), score(at), score(at + 1)));
    const dx = column - radius + offset(column, (near) => scoreAt(near, row));
    const dy = row - radius + offset(row, (near) => scoreAt(column, near));
    return { score: scores[best] as number, box: frameBox(x + dx * step, y + dy * step, width, height) };
  }

  #learn(pyramid: LumaPyramid, recent: Template, box: FrameBox): void {
    const { columns, rows, weights } = recent;
    const now = makeTemplate(sampleGrid(pyramid, this.#map, { x: box.x, y: box.y, step: box.width / columns, columns, rows }), weights, columns);
    if (now !== undefined) this.#recent = blended(recent, now, learnShare);
  }

  #insidePart(box: FrameBox): number {
    const { widthPx, heightPx } = this.#geometry;
    return intersectionArea(box, frameBox(0, 0, widthPx, heightPx)) / Math.max(1e-9, area(box));
  }
}

function gridOf({ width, height }: FrameBox): { columns: number; rows: number; step: number } {
  const columns = Math.max(shortSideMin, Math.round((longSide * width) / Math.max(width, height)));
  const step = width / columns;
  return { columns, rows: Math.min(4 * longSide, Math.max(shortSideMin, Math.round(height / step))), step };
}

/** Where a parabola through three neighbouring values has its top, in steps from the middle one. */
function peak(before: number, at: number, after: number): number {
  const bend = before - 2 * at + after;
  return bend < 0 ? Math.min(0.5, Math.max(-0.5, (before - after) / (2 * bend))) : 0;
}
