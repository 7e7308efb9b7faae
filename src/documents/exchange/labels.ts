import type { FrameBox } from '../../core/boxes.ts';
import type { Analysis } from '../analysis.ts';
import { boxOf } from '../box-columns.ts';

/** One labelled thing on one frame (presentation index), upright pixels. */
export interface LabelSample {
  readonly frame: number;
  readonly box: FrameBox;
  /** 0–1; 0 for what was filled in between or beyond detections. */
  readonly score: number;
  /** Corners of a polygon: x, y pairs. */
  readonly points?: readonly number[];
}

/** One thing through the video: samples by ascending frames; where frames are left out it was not seen. */
export interface LabelTrack {
  readonly id: number;
  /** What kind of thing it is: face, plate. */
  readonly label: string;
  readonly samples: readonly LabelSample[];
}

/** What tools for labelling exchange of a video; the size is null in formats that do not tell. */
export interface Labels {
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  /** 0 where the format does not tell. */
  readonly frameCount: number;
  readonly tracks: readonly LabelTrack[];
}

/** The tracks of an analysis as labels, with the user's corrections: tight faces, bodies and their heads, and drawn masks, under their track ids. */
export function labelsOf({ source, tracks }: Analysis): Labels {
  return {
    widthPx: source.widthPx,
    heightPx: source.heightPx,
    frameCount: source.ticks.length,
    tracks: tracks.map(({ id, kind, frames, boxes, scores, drawn }): LabelTrack => {
      const corners = drawn === undefined || frames.length === 0 ? 0 : drawn.points.length / frames.length;
      const samples = Array.from(frames, (frame, sample): LabelSample => {
        const common = { frame, box: boxOf(boxes, sample), score: scores[sample] as number };
        return corners === 0 ? common : { ...common, points: [...(drawn?.points ?? []).slice(sample * corners, (sample + 1) * corners)] };
      });
      return { id, label: drawn === undefined ? kind : drawn.label || 'mask', samples };
    }),
  };
}

/** Hundredths of a pixel, ten-thousandths of a score: more than labels are worth, and short. */
export function roundedPx(value: number): number {
  return Math.round(value * 100) / 100;
}

export function roundedScore(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** Groups samples by track; by id, then by frame. Of two on one frame the last counts. */
export class LabelGatherer {
  readonly #tracks = new Map<number, { label: string; samples: Map<number, LabelSample> }>();

  add(id: number, label: string, sample: LabelSample): void {
    const track = this.#tracks.get(id) ?? { label, samples: new Map<number, LabelSample>() };
    track.samples.set(sample.frame, sample);
    this.#tracks.set(id, track);
  }

  tracks(): LabelTrack[] {
    const byFrame = (a: LabelSample, b: LabelSample): number => a.frame - b.frame;
    return [...this.#tracks]
      .sort(([a], [b]) => a - b)
      .map(([id, { label, samples }]) => ({ id, label, samples: [...samples.values()].sort(byFrame) }));
  }
}
