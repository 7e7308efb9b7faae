import type { StillFormat } from '../../core/identify-still.ts';

/** A picture file: what its header says. Holds no pixels. */
export interface Still {
  readonly name: string;
  readonly file: Blob;
  readonly format: StillFormat;
  readonly fingerprint: string;
  /** Upright size in pixels: after the orientation that the file asks for. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Metadata and further pictures that are not carried over, in the words of a report. */
  readonly leftOut: readonly string[];
}

/** One piece of a picture file: a JPEG segment, a PNG or RIFF chunk, a box. */
export interface StillPart {
  /** `APP1`, `IHDR`, `VP8X`, `meta`; `trailing data` for what comes after the picture. */
  readonly type: string;
  readonly payload: Uint8Array;
}

/** The pieces of a file in order; `truncated` when the last one, or the mark of the end, is missing. */
export interface StillParts {
  readonly parts: readonly StillPart[];
  readonly truncated: boolean;
}
