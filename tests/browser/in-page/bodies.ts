import { BodyHost } from '../../../src/acts/body-host.ts';
import type { BodyNetworks } from '../../../src/acts/body-finder.ts';
import type { FrameBox } from '../../../src/core/boxes.ts';
import { boxOf } from '../../../src/documents/box-columns.ts';
import { poseStride } from '../../../src/documents/bodies.ts';
import type { Bodies } from '../../../src/documents/bodies.ts';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { PictureCopier } from '../../../src/media/picture-copier.ts';
import { bodyScores } from '../../../src/models/body-network.ts';
import { headRegion } from '../../../src/understand/head-region.ts';

/** A body of one picture, and where its head is. */
export interface SeenBody {
  readonly box: FrameBox;
  readonly head: FrameBox;
}

/** What one choice of networks finds in some frames of a video. */
export interface BodiesSeen {
  readonly networks: Exclude<BodyNetworks, Blob>;
  /** Bodies that may begin a track, by picture. */
  readonly frames: readonly { readonly frame: number; readonly bodies: readonly SeenBody[] }[];
  /** Looking alone, without decoding, on one thread. */
  readonly ms: number;
}

export interface BodiesTask {
  readonly networks: readonly BodiesSeen['networks'][];
  readonly everyFrames: number;
  readonly framesMax: number;
}

/** The bodies in every so manyth frame of the first file, by each choice in turn on the same picture. */
export async function bodies({ networks, everyFrames, framesMax }: BodiesTask, [file]: [File]): Promise<BodiesSeen[]> {
  const movie = await openMovie(file, file.name);
  const { geometry, ticks } = movie.video;
  const modelsUrl = new URL('/models/', location.href).href;
  const finders = await Promise.all(networks.map(async (each) => {
    const host = new BodyHost();
    await host.open(modelsUrl, each);
    return { networks: each, host, frames: [] as { frame: number; bodies: SeenBody[] }[], ms: 0 };
  }));
  const copier = new PictureCopier(movie.video);
  const lastFrame = Math.min(ticks.length, everyFrames * framesMax) - 1;
  for await (const decoded of decodeFrames(movie, { firstFrame: 0, lastFrame })) {
    using held = decoded;
    const { frame, picture } = held.value;
    if (picture === null || frame % everyFrames !== 0) continue;
    let image = await copier.copy(picture);
    for (const finder of finders) {
      const startedMs = performance.now();
      const { bodies: found, data } = await finder.host.find(image, geometry, 1);
      finder.ms += performance.now() - startedMs;
      finder.frames.push({ frame, bodies: seen(found) });
      image = { ...image, data };
    }
  }
  return finders.map(({ host, ...rest }) => {
    host.close();
    return rest;
  });
}

function seen({ count, boxes, scores, poses }: Bodies): SeenBody[] {
  return Array.from({ length: count }, (_, body) => body)
    .filter((body) => (scores[body] as number) >= bodyScores.start)
    .map((body) => {
      const box = boxOf(boxes, body);
      return { box, head: headRegion(poses.subarray(poseStride * body, poseStride * (body + 1)), box).box };
    });
}
