import { JobEncoder } from '../../src/acts/job-encoder.ts';
import { renderTogether } from '../../src/acts/render.ts';
import type { RenderDeps } from '../../src/acts/render.ts';
import { CpuComposer } from '../../src/compose/cpu/composer.ts';
import { Gate } from '../../src/core/gate.ts';
import { tileStates } from '../../src/documents/edit.ts';
import type { CanvasEdit, Edit, MaskPath, TilePath } from '../../src/documents/edit.ts';
import { memorySink } from '../../src/media/byte-sink.ts';
import type { Movie } from '../../src/media/movie.ts';
import { openMovie } from '../../src/media/open-movie.ts';

export const studioKinds = ['as it is', 'follow', 'split'] as const;
export type StudioKind = (typeof studioKinds)[number];

/** Rendering a whole clip took `ms`. */
export interface StudioTime {
  readonly frames: number;
  readonly ms: number;
}

/** A view of a share of the picture's height that wanders sideways by fractions of a pixel, as those that follow somebody do. */
function wandering({ video }: Movie, place: TilePath['place'], share: number, start: number): TilePath {
  const { geometry: { widthPx, heightPx }, ticks } = video;
  const height = share * heightPx;
  const width = (height * place.width) / place.height;
  const views = Array.from(ticks, (_, frame) => [start * (widthPx - width) + 0.3 * (widthPx - width) * Math.sin(frame / 40), 0.1 * heightPx, width, height]);
  return { place, fit: 'cover', firstFrame: 0, states: new Uint8Array(ticks.length).fill(tileStates.shown), views: Float32Array.from(views.flat()) };
}

function canvasOf(movie: Movie, kind: StudioKind): CanvasEdit | null {
  const { widthPx, heightPx } = movie.video.geometry;
  const half = { y: 0, width: widthPx / 2, height: heightPx };
  if (kind === 'as it is') return null;
  // 9:16 with the source's short side, and two beside each other in the source's size.
  if (kind === 'follow') return { widthPx: heightPx, heightPx: 2 * Math.round((heightPx * 8) / 9), background: '#000000', tiles: [wandering(movie, { x: 0, y: 0, width: heightPx, height: 2 * Math.round((heightPx * 8) / 9) }, 0.8, 0.5)] };
  return { widthPx, heightPx, background: '#000000', tiles: [wandering(movie, { x: 0, ...half }, 0.75, 0.3), wandering(movie, { x: widthPx / 2, ...half }, 0.75, 0.7)] };
}

/** Three faces hidden, and a canvas. */
export function editOf(movie: Movie, kind: StudioKind): Edit {
  const { geometry: { widthPx, heightPx }, ticks } = movie.video;
  const masks = [[0.2, 0.3, 0.12, 0.3], [0.5, 0.2, 0.07, 0.17], [0.75, 0.5, 0.07, 0.17]].map(([x = 0, y = 0, w = 0, h = 0], track): MaskPath => ({
    track, firstFrame: 0, shape: 'ellipse', fill: { kind: 'erase' }, boxes: Float32Array.from(Array.from(ticks, () => [x * widthPx, y * heightPx, w * widthPx, h * heightPx]).flat()),
  }));
  return { widthPx, heightPx, canvas: canvasOf(movie, kind), cuts: [{ firstFrame: 0, lastFrame: ticks.length - 1 }], masks, hiddenWhole: [], audio: { treatments: [] } };
}

/** Makes outputs of the file, on the processor, from one run of the decoder. Throws as `render` does. */
export async function measureStudio(file: File, kinds: readonly StudioKind[]): Promise<StudioTime> {
  const movie = await openMovie(file, file.name);
  const signal = new AbortController().signal;
  const startedMs = performance.now();
  const outputs = kinds.map((kind): RenderDeps => ({
    movie, edit: editOf(movie, kind), encoder: new JobEncoder({ codec: 'auto' }), keepSound: false, composer: new CpuComposer(movie.video.geometry),
    backend: { ran: 'cpu' }, sink: memorySink(), gate: new Gate(), signal, onFrame: () => undefined,
  }));
  for (const result of await renderTogether(outputs)) if (result.status === 'rejected') throw result.reason;
  return { frames: movie.video.ticks.length, ms: performance.now() - startedMs };
}
