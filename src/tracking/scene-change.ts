import type { LumaPlane } from './follow/luma-pyramid.ts';

/** A picture at a glance: average brightness of so many cells. */
const columns = 32;
const rows = 18;
/** Samples a side of each cell: enough for an average, and as fast for large pictures as for small ones. */
const samplesPerSide = 6;
/** Two glances of one scene are alike (correlation) or near in brightness (of 255); at a cut neither holds. */
const alikeMin = 0.6;
const differenceMin = 12;
/** A glance with less contrast than this (standard deviation, of 255) is black, white or fog, and says nothing of its scene. */
const contrastMin = 3;

/** The brightness of a whole frame in `columns` x `rows` cells, stored orientation, 0–255. What follows the plane in its buffer is not read. */
export function glanceOf({ widthPx, heightPx, data }: LumaPlane): Float32Array {
  const glance = new Float32Array(columns * rows);
  const stepX = widthPx / (columns * samplesPerSide);
  const stepY = heightPx / (rows * samplesPerSide);
  for (let y = 0; y < rows * samplesPerSide; y++) {
    const line = Math.floor((y + 0.5) * stepY) * widthPx;
    const row = Math.floor(y / samplesPerSide) * columns;
    for (let x = 0; x < columns * samplesPerSide; x++) {
      const cell = row + Math.floor(x / samplesPerSide);
      glance[cell] = (glance[cell] as number) + (data[line + Math.floor((x + 0.5) * stepX)] as number) / (samplesPerSide * samplesPerSide);
    }
  }
  return glance;
}

/** How surely another scene begins between two glances: from 1 on it does, below it does not. */
export function sceneChange(a: Float32Array, b: Float32Array): number {
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
  return Math.min((1 - alike) / (1 - alikeMin), difference / a.length / differenceMin);
}

/** Whether a glance tells one scene from another. */
export function hasContrast(glance: Float32Array): boolean {
  const middle = mean(glance);
  return glance.reduce((sum, value) => sum + (value - middle) ** 2, 0) > contrastMin * contrastMin * glance.length;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
