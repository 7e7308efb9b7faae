import { audit } from '../../../src/acts/audit.ts';
import { JobEncoder } from '../../../src/acts/job-encoder.ts';
import { render, renderTogether } from '../../../src/acts/render.ts';
import type { Rendered, RenderDeps } from '../../../src/acts/render.ts';
import { Viewer } from '../../../src/acts/viewer.ts';
import { CpuComposer } from '../../../src/compose/cpu/composer.ts';
import { Gate } from '../../../src/core/gate.ts';
import { openCount } from '../../../src/core/owned.ts';
import { tileStates } from '../../../src/documents/edit.ts';
import type { CanvasEdit, Edit, MaskPath, TilePath } from '../../../src/documents/edit.ts';
import type { MissingPolicy } from '../../../src/documents/missing.ts';
import { memorySink } from '../../../src/media/byte-sink.ts';
import { copyToI420 } from '../../../src/media/copy-picture.ts';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import type { Movie } from '../../../src/media/movie.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { i420ToRgba } from '../../../src/pixels/planar.ts';
import { wounded } from './damaged-samples.ts';
import { framesLeftOpen, watchFrames } from './open-frames.ts';
import { watchDecoders } from './watch-decoders.ts';

const silent = { gate: new Gate(), backend: { ran: 'cpu' }, keepSound: true, onFrame: () => undefined } as const;

interface Made {
  readonly rendered: Rendered;
  readonly file: File;
}

function depsOf(movie: Movie, edit: Edit, more: Partial<RenderDeps> = {}): RenderDeps & { readonly sink: ReturnType<typeof memorySink> } {
  const sink = memorySink();
  return { movie, edit, ...silent, encoder: new JobEncoder({ codec: 'auto' }), composer: new CpuComposer(movie.video.geometry), signal: new AbortController().signal, ...more, sink };
}

async function make(movie: Movie, edit: Edit, more: Partial<RenderDeps> = {}): Promise<Made> {
  const deps = depsOf(movie, edit, more);
  const rendered = await render(deps);
  return { rendered, file: new File([deps.sink.bytes()], 'made.mp4') };
}

function whole({ video }: Movie): Edit {
  const { widthPx, heightPx } = video.geometry;
  return { widthPx, heightPx, canvas: null, cuts: [{ firstFrame: 0, lastFrame: video.ticks.length - 1 }], masks: [], hiddenWhole: [], audio: { treatments: [] } };
}

/** A place whose view moves over the picture; `stateOf` says what it shows on a frame. */
function place(frames: number, at: TilePath['place'], view: (frame: number) => readonly [number, number, number, number], stateOf: (frame: number) => number = () => tileStates.shown): TilePath {
  return {
    place: at, fit: 'cover', firstFrame: 0,
    states: Uint8Array.from({ length: frames }, (_, frame) => stateOf(frame)),
    views: Float32Array.from(Array.from({ length: frames }, (_, frame) => view(frame)).flat()),
    outline: { color: '#ffcc00', thicknessPx: 4, on: Uint8Array.from({ length: frames }, (_, frame) => (frame % 3 === 0 ? 1 : 0)) },
  };
}

function editsOf(movie: Movie): Edit[] {
  const { widthPx: w, heightPx: h } = movie.video.geometry;
  const frames = movie.video.ticks.length;
  const masks: MaskPath[] = [{ track: 1, firstFrame: 0, shape: 'ellipse', fill: { kind: 'erase' }, boxes: Float32Array.from(Array.from({ length: frames }, (_, i) => [w * 0.3 + i, h * 0.2, w * 0.2, h * 0.4]).flat()) }];
  const follow: CanvasEdit = { widthPx: 144, heightPx: 256, background: '#101010', tiles: [place(frames, { x: 0, y: 0, width: 144, height: 256 }, (frame) => [20 + 1.7 * frame, 10, h * 0.5, h * 0.8])] };
  const split: CanvasEdit = {
    widthPx: 320, heightPx: 180, background: '#203040',
    tiles: [
      place(frames, { x: 0, y: 0, width: 160, height: 180 }, (frame) => [w * 0.1 + frame, 0, w * 0.4, h], (frame) => (frame >= 6 && frame < 12 ? tileStates.held : tileStates.shown)),
      place(frames, { x: 160, y: 0, width: 160, height: 180 }, () => [w * 0.5, 0, w * 0.4, h], (frame) => (frame < 2 ? tileStates.held : frame > 15 ? tileStates.absent : tileStates.shown)),
    ],
  };
  return [
    { ...whole(movie), masks, canvas: follow },
    { ...whole(movie), masks, canvas: split, cuts: [{ firstFrame: 1, lastFrame: 8 }, { firstFrame: 10, lastFrame: frames - 1 }] },
    { ...whole(movie), masks, cuts: [{ firstFrame: 4, lastFrame: 9 }] },
  ];
}

export interface Together {
  readonly same: readonly boolean[];
  readonly sizes: readonly string[];
  readonly auditsPassed: readonly boolean[];
  readonly chunksAlone: number;
  readonly chunksTogether: number;
  /** The others' outcomes when the composer of the second fails in the middle. */
  readonly besideFailure: readonly string[];
  readonly leftOpen: { readonly owned: number; readonly videoFrames: number };
}

/** Three outputs of the first file from one decode, and each alone. */
export async function together(_: unknown, [file]: [File]): Promise<Together> {
  watchFrames();
  const open = openCount.count;
  const movie = await openMovie(file, file.name);
  const edits = editsOf(movie);
  const watch = watchDecoders([]);
  const alone: Made[] = [];
  for (const edit of edits) alone.push(await make(movie, edit));
  const chunksAlone = watch.chunks();
  const outputs = edits.map((edit) => depsOf(movie, edit));
  const results = await renderTogether(outputs);
  const chunksTogether = watch.chunks() - chunksAlone;
  const bytes = outputs.map(({ sink }) => sink.bytes());
  const files = bytes.map((each) => new File([each], 'made.mp4'));
  const same: boolean[] = [];
  for (const [i, { file: each }] of alone.entries()) same.push(isSame(new Uint8Array(await each.arrayBuffer()), bytes[i] as Uint8Array));
  const sizes: string[] = [];
  const auditsPassed: boolean[] = [];
  for (const [i, made] of files.entries()) {
    const { geometry } = (await openMovie(made, made.name)).video;
    sizes.push(`${geometry.widthPx}x${geometry.heightPx}`);
    const result = results[i] as PromiseSettledResult<Rendered>;
    const audited = result.status === 'rejected' ? null : await audit(made, movie, edits[i] as Edit, result.value, new AbortController().signal);
    auditsPassed.push(audited?.checks.every(({ passed }) => passed) === true);
  }
  const failing = edits.map((edit, i) => {
    const composer = new CpuComposer(movie.video.geometry);
    return i !== 1 ? depsOf(movie, edit) : depsOf(movie, edit, { composer: { framesAtOnce: 1, reset: () => undefined, compose: (image, plan, target) => { if (plan.sourceFrame === 7) throw new Error('as the test wants it'); composer.compose(image, plan, target); } } });
  });
  const beside = await renderTogether(failing);
  const besideFailure = beside.map((result, i) => (result.status === 'rejected' ? (result.reason as Error).message : isSame(failing[i]?.sink.bytes() as Uint8Array, bytes[i] as Uint8Array) ? 'same' : 'other'));
  return { same, sizes, auditsPassed, chunksAlone, chunksTogether, besideFailure, leftOpen: { owned: openCount.count - open, videoFrames: framesLeftOpen() } };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

export interface Upright {
  readonly rotation: number;
  readonly mirrored: boolean;
  readonly size: string;
  readonly hasPasp: boolean;
  /** Mean difference of RGB samples between the canvas and the upright source shown at its size. */
  readonly meanDifference: number;
  /** The same with the source upside down: what a wrong turn would look like. */
  readonly meanDifferenceTurned: number;
}

/** The whole of the first file's pictures on a canvas of a quarter of their displayed size. */
export async function upright(_: unknown, [file]: [File]): Promise<Upright> {
  const movie = await openMovie(file, file.name);
  const { widthPx, heightPx } = movie.video.geometry;
  const [w, h] = [2 * Math.round(widthPx / 8), 2 * Math.round(heightPx / 8)];
  const shown = movie.video.ticks.length >> 1;
  const frames = shown + 1;
  const tiles = [place(frames, { x: 0, y: 0, width: w, height: h }, () => [0, 0, widthPx, heightPx])].map(({ outline: _outline, ...tile }) => ({ ...tile, fit: 'stretch' as const }));
  const edit: Edit = { ...whole(movie), cuts: [{ firstFrame: shown, lastFrame: shown }], canvas: { widthPx: w, heightPx: h, background: '#000000', tiles } };
  const { file: made, rendered } = await make(movie, edit);
  await audit(made, movie, edit, rendered, new AbortController().signal);
  const result = await openMovie(made, made.name);
  const [found, wanted] = [await rgbaOf(result, 0, w, h), await rgbaOf(movie, shown, w, h)];
  const { rotation, mirrored } = result.video.geometry;
  const turned = wanted.map((_, i) => wanted[wanted.length - 4 - (i & ~3) + (i & 3)] as number);
  return {
    rotation, mirrored, size: `${result.video.geometry.widthPx}x${result.video.geometry.heightPx} of ${widthPx}x${heightPx}`, hasPasp: result.video.pasp !== null,
    meanDifference: meanDifference(found, wanted), meanDifferenceTurned: meanDifference(found, turned),
  };
}

async function rgbaOf(movie: Movie, frame: number, widthPx: number, heightPx: number): Promise<Uint8ClampedArray> {
  for await (const decoded of decodeFrames(movie, { firstFrame: frame, lastFrame: frame })) {
    using held = decoded;
    return i420ToRgba(await copyToI420(held.value.picture as VideoFrame), { ...movie.video.geometry, widthPx, heightPx });
  }
  throw new Error('no frame');
}

function meanDifference(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += Math.abs((a[i] as number) - (b[i] as number));
  return sum / (a.length * 0.75); // alpha is the same
}

export interface Missing {
  /** Of the frames from the last before the gap to the first after it: mean luma, and distance to the one before the gap, as they went to the encoder. */
  readonly lumas: readonly number[];
  readonly fromBefore: readonly number[];
  readonly counts: { readonly hidden: number; readonly undecodable: number; readonly madeUp: number };
  readonly leftOpen: { readonly owned: number; readonly videoFrames: number };
}

/** A canvas of the first file, of which `bad` (decode order) and what follows to the next key frame cannot be decoded. */
export async function missing({ policy, bad, firstFrame, lastFrame }: { policy: MissingPolicy; bad: number; firstFrame: number; lastFrame: number }, [file]: [File]): Promise<Missing> {
  watchFrames();
  const open = openCount.count;
  const movie = wounded(await openMovie(file, file.name), { [bad]: 'noise' });
  const { widthPx, heightPx } = movie.video.geometry;
  const tiles = [place(movie.video.ticks.length, { x: 0, y: 0, width: 96, height: 96 }, () => [widthPx * 0.3, heightPx * 0.1, 96, 96])].map(({ outline: _outline, ...tile }) => tile);
  const edit: Edit = { ...whole(movie), cuts: [{ firstFrame, lastFrame }], canvas: { widthPx: 96, heightPx: 96, background: '#000000', tiles } };
  const shown: Uint8Array[] = [];
  const onComposed = (_frame: number, { data }: { readonly data: Uint8Array }): void => void shown.push(data.slice(0, 96 * 96));
  const { rendered } = await make(movie, edit, { missing: policy, onComposed });
  const { framesHiddenWhole, framesUndecodable, framesMadeUp } = rendered;
  const first = shown[0] as Uint8Array;
  return {
    lumas: shown.map((luma) => luma.reduce((sum, value) => sum + value, 0) / luma.length),
    fromBefore: shown.map((luma) => luma.reduce((sum, value, i) => sum + Math.abs(value - (first[i] as number)), 0) / luma.length),
    counts: { hidden: framesHiddenWhole, undecodable: framesUndecodable, madeUp: framesMadeUp },
    leftOpen: { owned: openCount.count - open, videoFrames: framesLeftOpen() },
  };
}

export interface Previewed {
  /** By source frame, in the order in which they were looked at: whether the preview is what the render made, to the byte of a picture in RGB. */
  readonly same: readonly (readonly [number, boolean])[];
  readonly sizes: readonly string[];
  /** Of a frame outside of the cuts. */
  readonly inVideo: boolean;
}

/** Frames of a split with held places, by the viewer, in the given order, beside those that the render made. */
export async function previewed({ order, outside }: { order: readonly number[]; outside: number }, [file]: [File]): Promise<Previewed> {
  const movie = await openMovie(file, file.name);
  const edit = editsOf(movie)[1] as Edit;
  const canvas = edit.canvas as CanvasEdit;
  const size = { storedWidthPx: canvas.widthPx, storedHeightPx: canvas.heightPx, rotation: 0, mirrored: false, widthPx: canvas.widthPx, heightPx: canvas.heightPx } as const;
  const made = new Map<number, Uint8ClampedArray>();
  await make(movie, edit, { onComposed: (frame, image) => void made.set(frame, i420ToRgba(image, size).slice()) });
  const viewer = new Viewer();
  viewer.use(edit);
  const same: [number, boolean][] = [];
  const sizes = new Set<string>();
  for (const frame of order) {
    const { picture } = await viewer.look(file, { frame, view: 'made', nearWillDo: false });
    const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D;
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    same.push([frame, isSame(data as unknown as Uint8Array, made.get(frame) as unknown as Uint8Array)]);
    sizes.add(`${picture.width}x${picture.height}`);
    picture.close();
  }
  for (const view of ['hidden', 'source'] as const) {
    const { picture } = await viewer.look(file, { frame: 3, view, nearWillDo: false });
    sizes.add(`${picture.width}x${picture.height}`);
    picture.close();
  }
  const look = await viewer.look(file, { frame: outside, view: 'made', nearWillDo: false });
  look.picture.close();
  return { same, sizes: [...sizes], inVideo: look.inVideo };
}
