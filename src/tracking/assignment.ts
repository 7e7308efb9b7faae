/**
 * Pairs rows with columns so that the sum of (cost − limit) over the pairs is least; a pair that costs `limit` or more
 * (Infinity, NaN too) is never made, so staying single is a choice and not a last resort.
 * `costs` is row-major, rows × columns; returns the column of each row, −1 for none.
 *
 * Shortest augmenting paths with dual prices (Jonker & Volgenant 1987; the form with one row added at a time),
 * O(min² · max): exact.
 */
export function assignMinCost(costs: Float64Array, rows: number, columns: number, limit: number): Int32Array {
  const columnOfRow = new Int32Array(rows).fill(-1);
  if (rows === 0 || columns === 0) return columnOfRow;
  const turned = rows > columns;
  const small = turned ? columns : rows;
  const large = turned ? rows : columns;
  const clampedCost = (s: number, l: number): number => {
    const cost = costs[turned ? l * columns + s : s * columns + l] as number;
    return cost < limit ? cost : limit; // NaN too becomes the limit
  };
  const smallOfLarge = solveDense(clampedCost, small, large);
  for (let l = 0; l < large; l++) {
    const s = smallOfLarge[l] as number;
    if (s < 0) continue;
    const row = turned ? l : s;
    const column = turned ? s : l;
    if ((costs[row * columns + column] as number) < limit) columnOfRow[row] = column;
  }
  return columnOfRow;
}

/** Every one of the `small` side gets a partner on the `large` side; returns the partner of each large one, −1 for none. */
function solveDense(costOf: (s: number, l: number) => number, small: number, large: number): Int32Array {
  const priceOfSmall = new Float64Array(small);
  const priceOfLarge = new Float64Array(large);
  const partner = new Int32Array(large).fill(-1);
  const cameFrom = new Int32Array(large);
  const distance = new Float64Array(large);
  const done = new Uint8Array(large);
  for (let start = 0; start < small; start++) {
    distance.fill(Infinity);
    done.fill(0);
    let current = -1; // large node the path has reached; −1 at its start
    let row = start;
    let reached = 0;
    do {
      let next = -1;
      let least = Infinity;
      for (let l = 0; l < large; l++) {
        if (done[l] === 1) continue;
        const through = reached + costOf(row, l) - (priceOfSmall[row] as number) - (priceOfLarge[l] as number);
        if (through < (distance[l] as number)) {
          distance[l] = through;
          cameFrom[l] = current;
        }
        if ((distance[l] as number) < least) {
          least = distance[l] as number;
          next = l;
        }
      }
      done[next] = 1;
      reached = least;
      current = next;
      row = partner[next] as number;
    } while (row >= 0);
    // Prices move so that every edge of the found path is tight.
    priceOfSmall[start] = (priceOfSmall[start] as number) + reached;
    for (let l = 0; l < large; l++) {
      if (done[l] === 0) continue;
      const slack = reached - (distance[l] as number);
      priceOfLarge[l] = (priceOfLarge[l] as number) - slack;
      const s = partner[l] as number;
      if (s >= 0) priceOfSmall[s] = (priceOfSmall[s] as number) + slack;
    }
    for (let l = current; l >= 0; ) {
      const before = cameFrom[l] as number;
      partner[l] = before >= 0 ? (partner[before] as number) : start;
      l = before;
    }
  }
  return partner;
}
