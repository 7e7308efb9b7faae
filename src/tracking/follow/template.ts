/** Which samples of a box belong to what is followed: all, or those inside its ellipse. */
export function shapeWeights(shape: 'box' | 'ellipse', columns: number, rows: number): Float32Array {
  return Float32Array.from({ length: columns * rows }, (_, index) => {
    const x = ((index % columns) + 0.5) / columns - 0.5;
    const y = (Math.floor(index / columns) + 0.5) / rows - 0.5;
    return shape === 'box' || x * x + y * y <= 0.25 ? 1 : 0;
  });
}

/** A picture of what is followed: weighted samples of mean 0 and length 1, `columns` a row. */
export interface Template {
  readonly columns: number;
  readonly rows: number;
  readonly weights: Float32Array;
  readonly values: Float32Array;
}

/** Below this spread of brightness (standard deviation, of 255) there is nothing to hold on to. */
const spreadMin = 2;

/** A template of samples; undefined when they are all but flat. */
export function makeTemplate(samples: Float32Array, weights: Float32Array, columns: number): Template | undefined {
  let count = 0;
  let sum = 0;
  let squares = 0;
  samples.forEach((value, index) => {
    const weight = weights[index] as number;
    count += weight;
    sum += weight * value;
    squares += weight * value * value;
  });
  const mean = sum / count;
  const energy = squares - sum * mean;
  if (!(energy / count > spreadMin ** 2)) return undefined;
  const values = samples.map((value, index) => ((weights[index] as number) * (value - mean)) / Math.sqrt(energy));
  return { columns, rows: samples.length / columns, weights, values };
}

/** The template a little nearer to how the thing looks now (`share` of 1): what it is compared with next. */
export function blended(template: Template, now: Template, share: number): Template {
  const mixed = template.values.map((value, index) => (1 - share) * value + share * (now.values[index] as number));
  const length = Math.sqrt(mixed.reduce((sum, value) => sum + value * value, 0));
  return { ...template, values: mixed.map((value) => value / length) };
}

/**
 * Normalised cross-correlation (-1 … 1) of a template with the part of a larger patch of samples that begins at a column and a row: 1 is the
 * same but for brightness and contrast. J. P. Lewis, Fast Normalized Cross-Correlation, 1995, with weights.
 */
export function correlationAt({ columns, rows, weights, values }: Template, patch: Float32Array, patchColumns: number, column: number, row: number): number {
  let count = 0;
  let sum = 0;
  let squares = 0;
  let shared = 0;
  for (let y = 0; y < rows; y++) {
    let at = (row + y) * patchColumns + column;
    for (let index = y * columns; index < (y + 1) * columns; index++) {
      const weight = weights[index] as number;
      const value = patch[at++] as number;
      count += weight;
      sum += weight * value;
      squares += weight * value * value;
      shared += (values[index] as number) * value;
    }
  }
  const energy = squares - (sum * sum) / count;
  return energy / count > spreadMin ** 2 ? shared / Math.sqrt(energy) : 0;
}
