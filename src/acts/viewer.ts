import { AppError, throwIfCancelled } from '../core/errors.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import { i420Layout } from '../core/i420.ts';
import type { I420Image } from '../core/i420.ts';
import { CpuComposer } from '../compose/cpu/composer.ts';
import type { Edit, FramePlan } from '../documents/edit.ts';
import { decodeFrames } from '../media/decode-frames.ts';
import type { Movie } from '../media/movie.ts';
import { openMovie } from '../media/open-movie.ts';
import { PictureCopier } from '../media/picture-copier.ts';
import { FrameSeeker } from '../media/seek/frame-seeker.ts';
import { i420ToRgba } from '../pixels/planar.ts';
import { FramePlanner } from '../plan/frame-plan.ts';
import { maskBoxes } from '../plan/mask-boxes.ts';
import { CanvasPreview } from './canvas-preview.ts';
import type { FrameToCompose } from './canvas-preview.ts';
import { drawTexts } from './draw-texts.ts';
import type { FaceRequest, Look, LookRequest } from '../rpc/review-types.ts';

/** Longer side of the pictures that are sent: as many pixels as a page shows, and a third of the time of a 1080p frame. */
const longSideMaxPx = 1280;
/** A key frame is shown in place of a frame that takes more decoding than this while the user drags. */
const nearFramesMin = 8;

/** A face in a list: its side in pixels, and how much more than the tight face is shown. */
const faceSidePx = 96;
const faceRoom = 1.5;

/** A file that is looked at: its decoder and its composer. */
interface Opened {
  readonly movie: Movie;
  readonly seeker: FrameSeeker;
  readonly composer: CpuComposer;
  /** The picture that is composed. */
  readonly scratch: Uint8Array<ArrayBuffer>;
}

/**
 * Shows single frames of a video as the render would make them, by the same composer. The newest request wins: one under way
 * rejects with `job/cancelled`.
 */
export class Viewer {
  #opened: Promise<Opened> | undefined;
  #edit: Edit | undefined;
  #planner: FramePlanner | undefined;
  #canvas: CanvasPreview | undefined;
  #newest = new AbortController();
  #composedFrame = -2;
  readonly #drawText = drawTexts();

  /** What is hidden from now on. */
  use(edit: Edit): void {
    this.#edit = edit;
    this.#planner = undefined;
    this.#canvas = edit.canvas === null ? undefined : new CanvasPreview(edit, edit.canvas, this.#drawText);
    this.#composedFrame = -2;
  }

  /** Needs `use` first. Throws as `openMovie` and `decodeFrames` do. */
  async look(file: File, request: LookRequest): Promise<Look> {
    this.#newest.abort();
    const { signal } = (this.#newest = new AbortController());
    this.#opened ??= open(file);
    const opened = await this.#opened;
    throwIfCancelled(signal);
    const { seeker } = opened;
    const isFar = request.nearWillDo && seeker.distance(request.frame) > nearFramesMin;
    const frame = isFar ? seeker.keyFrame(request.frame) : request.frame;
    const source = await seeker.at(frame, signal);
    throwIfCancelled(signal);
    const { plan, inVideo } = this.#planOf(frame, opened.movie);
    const picture = await this.#picture(opened, request.view, source, plan, signal);
    return { frame, picture, inVideo, hiddenWhole: plan.hideWhole || source === null, masks: maskBoxes(plan.masks) };
  }

  /** A square of a face as it is, with some room around it. Decoded apart from what `look` does. */
  async face(file: File, { frame, box }: FaceRequest): Promise<ImageBitmap> {
    const { movie } = await (this.#opened ??= open(file));
    const image = await decodeOne(movie, frame);
    const { widthPx, heightPx } = movie.video.geometry;
    const side = Math.max(1, Math.round(faceRoom * Math.max(box.width, box.height)));
    const pixels = new ImageData(i420ToRgba(image, movie.video.geometry), widthPx, heightPx);
    const x = Math.round(box.x + box.width / 2 - side / 2);
    const y = Math.round(box.y + box.height / 2 - side / 2);
    return createImageBitmap(pixels, x, y, side, side, { resizeWidth: faceSidePx, resizeHeight: faceSidePx, resizeQuality: 'medium' });
  }

  #picture(opened: Opened, view: LookRequest['view'], source: I420Image | null, plan: FramePlan, signal: AbortSignal): Promise<ImageBitmap> {
    const { geometry } = opened.movie.video;
    if (view === 'made' && this.#canvas !== undefined) return this.#canvasPicture(opened, this.#canvas, plan.sourceFrame, signal);
    // Marks belong to what is made, not to what is hidden.
    const { marks: _, ...hidden } = plan;
    return toBitmap(view === 'source' && source !== null ? source : this.#compose(opened, source, view === 'made' ? plan : hidden), geometry);
  }

  /** Places that are held need other frames, too, which may be far away. */
  async #canvasPicture(opened: Opened, canvas: CanvasPreview, frame: number, signal: AbortSignal): Promise<ImageBitmap> {
    this.#composedFrame = -2;
    const { image } = await canvas.compose(opened.composer, frame, async (wanted) => {
      const source = await opened.seeker.at(wanted, signal);
      throwIfCancelled(signal);
      return toCompose(opened, source, this.#planOf(wanted, opened.movie).plan);
    });
    return toBitmap(image, canvas.geometry);
  }

  /** Frames that the cuts leave out are planned as all others; what was not analysed is hidden whole, here as there. */
  #planOf(frame: number, { video: { ticks } }: Movie): { plan: FramePlan; inVideo: boolean } {
    if (this.#edit === undefined) throw new AppError('internal/bug', { reason: 'use comes first' });
    this.#planner ??= new FramePlanner({ ...this.#edit, canvas: null, cuts: [{ firstFrame: 0, lastFrame: ticks.length - 1 }] }, this.#drawText);
    const inVideo = this.#edit.cuts.some(({ firstFrame, lastFrame }) => frame >= firstFrame && frame <= lastFrame);
    return { plan: this.#planner.at(frame), inVideo };
  }

  /** The planned picture in the scratch buffer; a frame that cannot be decoded is hidden whole, as in the render. */
  #compose(opened: Opened, source: I420Image | null, planned: FramePlan): I420Image {
    const { image, plan } = toCompose(opened, source, planned);
    if (plan.sourceFrame !== this.#composedFrame + 1) opened.composer.reset();
    this.#composedFrame = plan.sourceFrame;
    opened.composer.compose(image, plan);
    return image;
  }
}

/** The picture in the scratch buffer: what the seeker keeps stays as it is. */
function toCompose({ movie, scratch }: Opened, source: I420Image | null, plan: FramePlan): FrameToCompose {
  const { storedWidthPx, storedHeightPx } = movie.video.geometry;
  if (source !== null) scratch.set(source.data);
  const image: I420Image = { widthPx: storedWidthPx, heightPx: storedHeightPx, data: scratch, color: source?.color ?? { matrix: 'bt709', fullRange: false } };
  return { image, plan: source === null ? { ...plan, hideWhole: true } : plan };
}

async function open(file: File): Promise<Opened> {
  const movie = await openMovie(file, file.name);
  const { geometry } = movie.video;
  const { byteLength } = i420Layout(geometry.storedWidthPx, geometry.storedHeightPx);
  return { movie, seeker: new FrameSeeker(movie), composer: new CpuComposer(geometry), scratch: new Uint8Array(byteLength) };
}

async function decodeOne(movie: Movie, frame: number): Promise<I420Image> {
  for await (const decoded of decodeFrames(movie, { firstFrame: frame, lastFrame: frame })) {
    using held = decoded;
    if (held.value.picture !== null) return await new PictureCopier(movie.video).copy(held.value.picture);
  }
  throw new AppError('media/decode-failed', { frame });
}

/** Read at once: the planes may change as soon as this has returned its promise. */
function toBitmap(image: I420Image, geometry: FrameGeometry): Promise<ImageBitmap> {
  const scale = Math.min(1, longSideMaxPx / Math.max(geometry.widthPx, geometry.heightPx));
  const widthPx = Math.max(1, Math.round(geometry.widthPx * scale));
  const heightPx = Math.max(1, Math.round(geometry.heightPx * scale));
  return createImageBitmap(new ImageData(i420ToRgba(image, { ...geometry, widthPx, heightPx }), widthPx, heightPx));
}
