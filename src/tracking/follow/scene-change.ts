import type { LumaPyramid } from './luma-pyramid.ts';
import { sampleGrid } from './luma-pyramid.ts';

/** A picture at a glance. */
const columns = 32;
const rows = 18;
/** Two glances of one scene are alike (correlation) and near in brightness (of 255); at a cut neither holds. */
const alikeMin = 0.6;
const differenceMin = 12;

/** A small picture of a whole frame, stored orientation. */
export function glanceOf(pyramid: LumaPyramid): Float32Array {
  const { plane } = pyramid.level(0);
  const scaleX = plane.widthPx / columns;
  const scaleY = plane.heightPx / rows;
  return sampleGrid(pyramid, { a: scaleX, b: 0, c: 0, d: scaleY, e: 0, f: 0 }, { x: 0, y: 0, step: 1, columns, rows });
}

/** Whether another scene begins between two glances. */
export function isSceneChange(a: Float32Array, b: Float32Array): boolean {
  const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [shared, energyA, energyB, difference] = [0, 0, 0, 0];
  a.forEach((value, index) => {
    const [da, db] = [value - meanA, (b[index] as number) - meanB];
    shared += da * db;
    energyA += da * da;
    energyB += db * db;
    difference += Math.abs(value - (b[index] as number));
  });
  const alike = energyA * energyB > 0 ? shared / Math.sqrt(energyA * energyB) : 1;
  return alike < alikeMin && difference / a.length > differenceMin;
}
