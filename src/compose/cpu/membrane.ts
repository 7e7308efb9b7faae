interface Level {
  width: number;
  height: number;
  /** In units of 2^-filmBits. */
  values: Int32Array;
  known: Uint8Array;
}

/** Fraction bits of the film's values: sums of weighted neighbours and the steps of enlarging stay below 2^31. */
export const filmBits = 14;

/** Relaxation sweeps per level of the pyramid: the coarser level is a good first guess, so few are needed (by eye: 8 look no different). */
export const sweeps = 4;

/**
 * Fills the unknown cells of a grid smoothly from the known ones: a soap film over the gap (Laplace's equation), solved coarse to fine.
 * In integers, and cells of one colour of a chessboard after the other, so that a GPU that does them at once gets the same numbers.
 * The grid is reused; nothing is allocated once the largest has been seen.
 */
export class Membrane {
  readonly #levels: Level[] = [];

  /** Gives an empty grid to write `values` and `known` (1 where the value counts) into, row by row, width × height cells. */
  begin(width: number, height: number): Level {
    return this.#level(0, width, height);
  }

  /** Fills the unknown cells of the grid that `begin` gave; false when no cell is known. */
  solve(): boolean {
    let depth = 0;
    let level = this.#levels[0] as Level;
    while (level.width > 1 || level.height > 1) {
      depth += 1;
      const coarse = this.#level(depth, (level.width + 1) >> 1, (level.height + 1) >> 1);
      shrink(level, coarse);
      level = coarse;
    }
    if (level.known[0] === 0) return false;
    for (let i = depth - 1; i >= 0; i--) {
      const fine = this.#levels[i] as Level;
      enlarge(this.#levels[i + 1] as Level, fine);
      for (let sweep = 0; sweep < sweeps; sweep++) relax(fine);
    }
    return true;
  }

  #level(depth: number, width: number, height: number): Level {
    const level = (this.#levels[depth] ??= { width, height, values: new Int32Array(0), known: new Uint8Array(0) });
    level.width = width;
    level.height = height;
    if (level.values.length < width * height) {
      level.values = new Int32Array(width * height);
      level.known = new Uint8Array(width * height);
    } else {
      level.values.fill(0, 0, width * height);
      level.known.fill(0, 0, width * height);
    }
    return level;
  }
}

/** Mean of the known among up to four cells. */
function shrink(fine: Level, coarse: Level): void {
  for (let y = 0; y < coarse.height; y++) {
    for (let x = 0; x < coarse.width; x++) {
      let sum = 0;
      let count = 0;
      for (let fy = 2 * y; fy < 2 * y + 2 && fy < fine.height; fy++) {
        for (let fx = 2 * x; fx < 2 * x + 2 && fx < fine.width; fx++) {
          const at = fy * fine.width + fx;
          if (fine.known[at] === 1) {
            sum += fine.values[at] as number;
            count += 1;
          }
        }
      }
      if (count > 0) {
        coarse.values[y * coarse.width + x] = Math.floor(sum / count);
        coarse.known[y * coarse.width + x] = 1;
      }
    }
  }
}

/** First guess for unknown cells: bilinear between the centres of coarse cells. */
function enlarge(coarse: Level, fine: Level): void {
  const { values, known, width, height } = fine;
  for (let y = 0; y < height; y++) {
    const near = (y >> 1) * coarse.width;
    const far = Math.min(coarse.height - 1, Math.max(0, (y >> 1) + ((y & 1) === 0 ? -1 : 1))) * coarse.width;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (known[at] === 1) continue;
      const a = x >> 1;
      const b = Math.min(coarse.width - 1, Math.max(0, a + ((x & 1) === 0 ? -1 : 1)));
      const beside = (coarse.values[near + b] as number) + (coarse.values[far + a] as number);
      values[at] = (9 * (coarse.values[near + a] as number) + 3 * beside + (coarse.values[far + b] as number) + 8) >> 4;
    }
  }
}

/** One Gauss-Seidel sweep, red cells before black: every unknown cell becomes the mean of its neighbours; beyond the grid the edge repeats. */
function relax(level: Level): void {
  relaxColor(level, 0);
  relaxColor(level, 1);
}

function relaxColor({ values, known, width, height }: Level, color: 0 | 1): void {
  for (let y = 0; y < height; y++) {
    const up = y > 0 ? width : 0;
    const down = y < height - 1 ? width : 0;
    const first = y * width;
    const last = first + width - 1;
    for (let at = first + ((y + color) & 1); at <= last; at += 2) {
      if (known[at] === 1) continue;
      const left = values[at > first ? at - 1 : at] as number;
      const right = values[at < last ? at + 1 : at] as number;
      values[at] = (left + right + (values[at - up] as number) + (values[at + down] as number) + 2) >> 2;
    }
  }
}
