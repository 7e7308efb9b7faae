import type { DrawnMask } from './fills/fill.ts';

/** Masks that touch, and the luma rectangle that holds them with their feathers. */
export interface Cluster {
  readonly masks: DrawnMask[];
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Groups masks whose rectangles touch, so that one smooth fill goes through all of a group. */
export function clusterMasks(masks: readonly DrawnMask[]): Cluster[] {
  const clusters: Cluster[] = [];
  for (const mask of masks) {
    const { left, top, right, bottom } = mask.raster.luma;
    const joined: Cluster = { masks: [mask], left, top, right, bottom };
    for (let i = 0; i < clusters.length; ) {
      const other = clusters[i] as Cluster;
      const apart = other.left > joined.right || other.right < joined.left || other.top > joined.bottom || other.bottom < joined.top;
      if (apart) {
        i += 1;
        continue;
      }
      joined.masks.push(...other.masks);
      joined.left = Math.min(joined.left, other.left);
      joined.top = Math.min(joined.top, other.top);
      joined.right = Math.max(joined.right, other.right);
      joined.bottom = Math.max(joined.bottom, other.bottom);
      clusters.splice(i, 1);
      i = 0; // the grown rectangle may now touch one that it did not touch before
    }
    clusters.push(joined);
  }
  return clusters;
}
