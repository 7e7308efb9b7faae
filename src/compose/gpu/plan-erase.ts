import type { PictureColor } from '../../core/i420.ts';
import { filmCollectGroups } from '../../gpu/kernels/film-collect/film-collect.ts';
import { paintKinds } from '../../gpu/kernels/paint/paint.ts';
import { filmLevels, filmRecordInts, type FilmRecord } from '../../gpu/kernels/shared/film-record.ts';
import { clusterMasks, type Cluster } from '../cpu/clusters.ts';
import { filmGrid } from '../cpu/fills/erase.ts';
import { neutral } from '../cpu/neutral.ts';
import type { FrameTables, ListedMask } from './frame-tables.ts';
import { meet, waves, type Rect } from './waves.ts';

/** A cluster of masks with the films over its planes. */
interface Covered {
  readonly cluster: Cluster;
  readonly masks: readonly ListedMask[];
  readonly films: readonly FilmRecord[];
  /** What the films are hung on, in luma samples. */
  readonly ground: Rect;
}

/** The films of all clusters, those that do not read each other's feathers at once, and the masks painted from them. */
export function planErase(tables: FrameTables, masks: readonly ListedMask[], color: PictureColor): void {
  const clusters = clusterMasks(masks).map((cluster) => covered(tables, cluster, masks, color));
  // A film may be hung on feathers that an earlier cluster painted, or lie where an earlier one still looks.
  const turns = waves(clusters, (later, earlier) => {
    if (meet(later.ground, earlier.cluster)) return 'after';
    return meet(earlier.ground, later.cluster) ? 'not-before' : 'free';
  });
  for (const wave of turns) {
    const films = wave.flatMap((each) => each.films.map((film) => ({ each, film })));
    let cellsMax = 0;
    const records = films.flatMap(({ each, film }) => {
      const levels = filmLevels(film.columns, film.rows).map(({ width, height }) => ({ at: tables.work(width * height), width, height }));
      const levelsAt = tables.numbers.add(levels.flatMap(({ at, width, height }) => [at, width, height]));
      const at = levels[0]?.at ?? 0;
      cellsMax = Math.max(cellsMax, film.columns * film.rows);
      const plane = tables.planes[film.plane];
      if (plane !== undefined) {
        const fields = [film.cellLeft * film.cellPx, film.cellTop * film.cellPx, Math.log2(film.cellPx), film.columns, film.rows, at];
        for (const mask of each.masks) tables.setFill(mask, plane, paintKinds.film, fields);
      }
      return filmRecordInts(film, levelsAt, levels.length - 1);
    });
    const task = { first: tables.numbers.add(records), count: films.length };
    tables.step('filmCollect', filmCollectGroups(films.length, cellsMax), task);
    tables.step('filmSolve', [films.length, 1, 1], task);
    tables.runTiles('paint', wave.flatMap((each) => each.masks), tables.planes);
  }
}

function covered(tables: FrameTables, cluster: Cluster, masks: readonly ListedMask[], color: PictureColor): Covered {
  const grey = neutral(color);
  const films = tables.planes.map((plane) => ({ plane: plane.index, ...filmGrid(plane, cluster), grey: grey[plane.kind] }));
  const edges = films.map(({ plane, cellPx, cellLeft, cellTop, columns, rows }) => {
    const size = plane === 0 ? cellPx : 2 * cellPx;
    return { left: cellLeft * size, top: cellTop * size, right: (cellLeft + columns) * size, bottom: (cellTop + rows) * size };
  });
  return {
    cluster,
    masks: cluster.masks.flatMap(({ raster }) => masks.filter((mask) => mask.raster === raster)),
    films,
    ground: {
      left: Math.min(...edges.map(({ left }) => left)), top: Math.min(...edges.map(({ top }) => top)),
      right: Math.max(...edges.map(({ right }) => right)), bottom: Math.max(...edges.map(({ bottom }) => bottom)),
    },
  };
}
