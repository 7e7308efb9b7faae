import { BodyHost } from '../../../src/acts/body-host.ts';
import type { BodyFinder } from '../../../src/acts/body-finder.ts';
import { bodyLooking } from '../../../src/acts/body-looking.ts';
import { DetectorHost } from '../../../src/acts/detector-host.ts';
import { LanePool } from '../../../src/acts/lane-pool.ts';
import { observe } from '../../../src/acts/observe.ts';
import { Gate } from '../../../src/core/gate.ts';
import type { Analysis } from '../../../src/documents/analysis.ts';
import { bodyPoints, bodySamplings, bodyScales, poseStride } from '../../../src/documents/bodies.ts';
import type { Bodies, BodySettings } from '../../../src/documents/bodies.ts';
import type { ObserveSettings } from '../../../src/documents/observations.ts';
import type { BodyLooking } from '../../../src/documents/wanted-bodies.ts';
import type { Movie } from '../../../src/media/movie.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { FramePlanner } from '../../../src/plan/frame-plan.ts';
import { plan } from '../../../src/plan/plan.ts';
import { addDistances, bodiesInFrame, noDistance, poseDistance } from '../../../src/understand/pose-distance.ts';
import { understand } from '../../../src/understand/understand.ts';
import { blindRecognizer } from './nobody.ts';

export interface SamplingWanted {
  readonly networks: 'yolox' | 'centernet';
  readonly firstFrame: number;
  readonly frames: number;
}

/** One way of looking for bodies, beside looking in every frame at full size. */
export interface SamplingRow extends BodySettings {
  /** Chosen for this video. */
  readonly chosen: boolean;
  /** Looking for faces and bodies, all on one thread. */
  readonly ms: number;
  readonly framesLooked: number;
  /** Mean distance of points to the full run. */
  readonly heads: number;
  readonly px: number;
  /** Bodies of the full run by frame, those that are not there, and those of which a point of the head lies under no mask. */
  readonly bodies: number;
  readonly lost: number;
  readonly exposed: number;
}

const headPoints = ['nose', 'left-eye', 'right-eye', 'left-ear', 'right-ear'] as const;
const surePoint = 0.5;

async function openHosts(networks: SamplingWanted['networks']): Promise<{ lanes: LanePool; finder: BodyFinder }> {
  const modelsUrl = new URL('/models/', location.href).href;
  const [faces, bodies] = [new DetectorHost(), new BodyHost()];
  await faces.open('yunet', modelsUrl, () => undefined);
  const models = await bodies.open(modelsUrl, networks);
  const finder: BodyFinder = {
    models,
    scales: networks === 'centernet' ? bodyScales : [1],
    lanesMax: 1,
    find: async (image, geometry, scale = 1) => ({ bodies: (await bodies.find(image, geometry, scale)).bodies, image }),
    facts: () => ({ models: {}, troubles: [] }),
    close: () => bodies.close(),
  };
  return { lanes: new LanePool([{ detect: (image, request) => faces.detect(image, request) }]), finder };
}

/** The table of `bench/sampling.ts`: every sampling at full size, every size in every frame, both in the middle, and what `auto` chooses. */
export async function sampling({ networks, firstFrame, frames }: SamplingWanted, [file]: [File]): Promise<SamplingRow[]> {
  const { lanes, finder } = await openHosts(networks);
  const movie = await openMovie(file, file.name);
  const signal = new AbortController().signal;
  const settings = { quality: 'balanced', detector: 'yunet', sensitivity: 0.5, firstFrame, lastFrame: Math.min(firstFrame + frames, movie.video.ticks.length) - 1 } as const;
  const run = async (bodies: BodySettings): Promise<{ analysis: Analysis; ms: number; framesLooked: number }> => {
    const startedMs = performance.now();
    const deps = { movie, settings: { ...settings, bodies }, lanes, recognizer: blindRecognizer, bodies: finder, journal: { resumed: [], append: () => undefined }, gate: new Gate(), signal };
    const observations = await observe({ ...deps, onFrame: () => undefined });
    const ms = performance.now() - startedMs;
    return { analysis: understand(observations, []), ms, framesLooked: (observations.bodies?.looked ?? new Uint8Array(0)).reduce((sum, each) => sum + each, 0) };
  };
  await run({ sampling: 'scenes', scale: 1 }); // warms up
  const full = await run({ sampling: 'all', scale: 1 });
  const auto = await trial(movie, { ...settings, lastFrame: movie.video.ticks.length - 1 }, finder, signal); // of the whole video: of a short stretch it makes none
  const ways = [...bodySamplings.slice(1).map((each): BodySettings => ({ sampling: each, scale: 1 })), ...finder.scales.slice(1).flatMap((scale): BodySettings[] => [{ sampling: 'all', scale }, { sampling: 'every-2', scale }])];
  const same = (a: BodySettings): boolean => a.sampling === auto.sampling && a.scale === auto.scale;
  if (!ways.some(same) && !same({ sampling: 'all', scale: 1 })) ways.push(auto);
  const rows = [rowOf({ sampling: 'all', scale: 1 }, same({ sampling: 'all', scale: 1 }), full, full.analysis)];
  for (const way of ways) rows.push(rowOf(way, same(way), await run(way), full.analysis));
  finder.close();
  return rows;
}

function trial(movie: Movie, settings: Omit<ObserveSettings, 'bodies'>, finder: BodyFinder, signal: AbortSignal): Promise<BodySettings> {
  const auto: BodyLooking = { sampling: 'auto' };
  return bodyLooking(auto, { movie, settings, finder, signal, onProgress: () => undefined });
}

function rowOf(way: BodySettings, chosen: boolean, { analysis, ms, framesLooked }: { analysis: Analysis; ms: number; framesLooked: number }, full: Analysis): SamplingRow {
  const planner = new FramePlanner(plan(analysis, { hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } } }));
  let sum = noDistance;
  let exposed = 0;
  for (let frame = 0; frame < analysis.source.ticks.length; frame++) {
    const there = bodiesInFrame(full.tracks, frame);
    if (there.count === 0) continue;
    sum = addDistances(sum, poseDistance(there, bodiesInFrame(analysis.tracks, frame)));
    const { masks, hideWhole } = planner.at(frame);
    if (!hideWhole) exposed += exposedHeads(there, masks.map(({ box }) => box));
  }
  const { points, heads, px, bodies, lost } = sum;
  return { ...way, chosen, ms, framesLooked, heads: heads / Math.max(1, points), px: px / Math.max(1, points), bodies, lost, exposed };
}

/** Bodies of which a point of the head lies under no mask (ellipses). */
function exposedHeads({ count, poses }: Bodies, masks: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[]): number {
  let exposed = 0;
  for (let body = 0; body < count; body++) {
    const open = headPoints.some((point) => {
      const at = poseStride * body + 3 * bodyPoints.indexOf(point);
      const [px, py, score] = [poses[at] as number, poses[at + 1] as number, poses[at + 2] as number];
      return score >= surePoint && !masks.some(({ x, y, width, height }) => ((px - x - width / 2) / (width / 2)) ** 2 + ((py - y - height / 2) / (height / 2)) ** 2 <= 1);
    });
    if (open) exposed += 1;
  }
  return exposed;
}
