import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { boxOf } from '../src/documents/box-columns.ts';
import { tileStates } from '../src/documents/edit.ts';
import type { Analysis } from '../src/documents/analysis.ts';
import type { CanvasSize } from '../src/documents/layout.ts';
import { followPerson } from '../src/plan/layout/follow.ts';
import { framingOf, viewAt, viewCentre, viewHeight } from '../src/plan/layout/framing.ts';
import type { Framing } from '../src/plan/layout/framing.ts';
import { frameTimes } from '../src/plan/layout/frame-times.ts';
import { sightingsOf } from '../src/plan/layout/people-seen.ts';
import type { Sightings } from '../src/plan/layout/people-seen.ts';
import { headBox } from '../src/plan/hide/head-box.ts';
import { find, withCorrections } from '../src/understand/understand.ts';
import { motionOf } from './parts/view-motion.ts';
import type { Motion } from './parts/view-motion.ts';
import { truthAnalysis } from './parts/truth-analysis.ts';
import { wanderingFaces } from './parts/wandering-faces.ts';
import { sharedFile } from './parts/folders.ts';

/** Real movement: the faces of these clips as their truth has them. */
const clips = [
  { clip: 'crossing_three', widthPx: 1280, heightPx: 720 },
  { clip: 'cap12_edit', widthPx: 400, heightPx: 300 },
  { clip: 'cap13_edit2', widthPx: 400, heightPx: 300 },
  { clip: 'intel_face-demographics-walking-and-pause', widthPx: 480, heightPx: 270 },
] as const;
const canvases: readonly (CanvasSize & { readonly name: string })[] = [
  { name: '9:16', widthPx: 202, heightPx: 360 },
  { name: '1:1', widthPx: 240, heightPx: 240 },
];
/** How fast the per-frame smoothing forgets that the path is held against: slower, it loses the head; faster, it shakes more. */
const averageS = 0.3;
/** After a while unseen it goes on from where it was as after so much time: it would jump else, and be beaten too easily. */
const unseenMaxS = 0.05;
const longVideoFrames = 2 * 3600 * 60;
const longVideoSMax = 10;

/** Exponential smoothing of the same wish, frame by frame, without looking ahead: what most crops that follow somebody do. */
function averagedViews({ boxes }: Sightings, framing: Framing, timeS: (frame: number) => number): Float32Array {
  const views = new Float32Array(boxes.length).fill(NaN);
  let [x, y, height, lastS] = [NaN, NaN, NaN, 0];
  for (let frame = 0; frame < boxes.length / 4; frame++) {
    const face = boxOf(boxes, frame);
    if (!Number.isNaN(face.x)) {
      const keep = Number.isNaN(x) ? 0 : Math.exp(-Math.min(timeS(frame) - lastS, unseenMaxS) / averageS);
      height = keep === 0 ? viewHeight(framing, face.height) : keep * height + (1 - keep) * viewHeight(framing, face.height);
      const centre = viewCentre(framing, face, height);
      [x, y, lastS] = keep === 0 ? [centre.x, centre.y, timeS(frame)] : [keep * x + (1 - keep) * centre.x, keep * y + (1 - keep) * centre.y, timeS(frame)];
    }
    if (!Number.isNaN(x)) views.set(Object.values(viewAt(framing, { x, y }, height)), 4 * frame);
  }
  return views;
}

/** Part of the frames on which the face is seen, and its head fits into the largest view, in which the view holds all of the head that the picture does. */
function headInside({ boxes }: Sightings, views: Float32Array, { widthPx, heightPx, aspect, heightMax }: Framing): number {
  let [seen, inside] = [0, 0];
  for (let frame = 0; frame < boxes.length / 4; frame++) {
    const [face, view] = [boxOf(boxes, frame), boxOf(views, frame)];
    if (Number.isNaN(face.x) || Number.isNaN(view.x)) continue;
    const head = headBox(face, 1);
    if (head.width > aspect * heightMax || head.height > heightMax) continue;
    seen += 1;
    if (process.env.DBG && !(Math.max(0, head.x) >= view.x - 0.5 && Math.min(widthPx, head.x + head.width) <= view.x + view.width + 0.5)) console.log(frame, head.x | 0, (head.x + head.width) | 0, view.x | 0, (view.x + view.width) | 0);
    const holds = Math.max(0, head.x) >= view.x - 0.5 && Math.max(0, head.y) >= view.y - 0.5 && Math.min(widthPx, head.x + head.width) <= view.x + view.width + 0.5 && Math.min(heightPx, head.y + head.height) <= view.y + view.height + 0.5;
    if (holds) inside += 1;
  }
  return inside / seen;
}

interface Row {
  readonly clip: string;
  readonly canvas: string;
  readonly person: number;
  readonly path: Motion & { readonly headInside: number };
  readonly perFrame: Motion & { readonly headInside: number };
}

function compare(clip: string, analysis: Analysis, canvas: CanvasSize & { readonly name: string }): Row[] {
  const timeS = frameTimes(analysis.source);
  const lastFrame = analysis.source.ticks.length - 1;
  const framing = framingOf({ widthPx: analysis.source.widthPx as number, heightPx: analysis.source.heightPx as number }, { width: canvas.widthPx, height: canvas.heightPx }, 'cover');
  return analysis.identities.flatMap((identity): Row[] => {
    const sightings = sightingsOf(analysis, identity, { firstFrame: 0, lastFrame });
    const tile = followPerson(analysis, { kind: 'follow', person: identity.id, canvas, whenGone: 'hold' }, [{ firstFrame: 0, lastFrame }]).tiles[0];
    if (tile === undefined) return [];
    const shown = tile.states.map((state) => (state === tileStates.shown ? 1 : 0));
    const averaged = averagedViews(sightings, framing, timeS);
    return [{
      clip, canvas: canvas.name, person: identity.id,
      path: { ...motionOf(tile.views, shown, timeS), headInside: headInside(sightings, tile.views, framing) },
      perFrame: { ...motionOf(averaged, shown, timeS), headInside: headInside(sightings, averaged, framing) },
    }];
  });
}

/** One path over two hours at 60 frames a second. */
function timeLongVideo(): { seconds: number; frames: number } {
  const observations = wanderingFaces(longVideoFrames, 1);
  const analysis = withCorrections({ ...observations, source: { ...observations.source, timescale: 60 } }, find(observations), []);
  const startedMs = performance.now();
  followPerson(analysis, { kind: 'follow', person: null, canvas: { widthPx: 1080, heightPx: 1920 }, whenGone: 'wide' }, [{ firstFrame: 0, lastFrame: longVideoFrames - 1 }]);
  return { seconds: (performance.now() - startedMs) / 1000, frames: longVideoFrames };
}

const there = clips.filter(({ clip }) => sharedFile(`media/truth/${clip}.json`) !== undefined);
if (there.length === 0) console.error('no clips: media/truth of the shared folder (VEIL_SHARED, else ../shared) is absent');
const rows = there.flatMap(({ clip, ...size }) => canvases.flatMap((canvas) => compare(clip, truthAnalysis(clip, size), canvas)));
const long = timeLongVideo();
const result = { bench: 'follow-path', averageS, rows, longVideo: { ...long, secondsMax: longVideoSMax, passed: long.seconds <= longVideoSMax } };
const [, , outputPath] = process.argv;
if (outputPath !== undefined) writeFileSync(outputPath, JSON.stringify(result, null, 2));
console.log(JSON.stringify(result));
const figures = ({ jerk, stillPart, speedMax, accelerationMax, headInside: inside }: Row['path']): string =>
  `jerk ${jerk.toFixed(1).padStart(6)}, still ${(100 * stillPart).toFixed(0).padStart(3)} %, speed ≤ ${speedMax.toFixed(2)}, acceleration ≤ ${accelerationMax.toFixed(1).padStart(5)}, head inside ${(100 * inside).toFixed(1).padStart(5)} %`;
for (const { clip, canvas, person, path, perFrame } of rows) console.log(`${clip} ${canvas} person ${person}\n  path       ${figures(path)}\n  per frame  ${figures(perFrame)}`);
console.log(`two hours of ${longVideoFrames} frames: ${long.seconds.toFixed(1)} s (at most ${longVideoSMax})`);
