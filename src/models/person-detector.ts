import type { FrameGeometry } from '../core/geometry.ts';
import { AppError } from '../core/errors.ts';
import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import type { BodyScale } from '../documents/bodies.ts';
import type { FloatTensors, Session } from '../inference/session.ts';
import { Candidates, type ToFrame } from './candidates.ts';
import type { PlannedInput } from './input-plan.ts';
import { withoutDuplicates, type NmsOptions, type ScoredBoxes } from './nms.ts';
import type { PreparedLooks } from './prepared-looks.ts';

/** Finds persons in pictures, one picture at a time: what comes before poses. */
export interface PersonDetector {
  /** Boxes in upright displayed pixels, without duplicates, best score first; `scale` as in `BodyNetwork`. Borrows the picture until it resolves. Throws `model/run-failed`. */
  detect(image: I420Image, geometry: FrameGeometry, scale?: BodyScale): Promise<ScoredBoxes>;
  /** Frees the network after the calls that are under way. */
  close(): void;
}

/**
 * Of two persons of whom one stands before the other both should stay: the overlap at which YOLOX's own evaluation takes one for the other (its demo's 0.45
 * loses more of them). A child before an adult lies wholly in the adult's box, so containment alone says nothing.
 */
export const personDuplicates: NmsOptions = { iouMax: 0.65, containedMax: 1 };

/** Throws `model/run-failed` for a number of a network that is none: it must not look like "nobody there". */
export function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new AppError('model/run-failed', { reason: 'the network answered NaN' });
}

/** A family of person detectors: what it looks at, and what its outputs mean. */
export interface PersonFamily {
  readonly input: string;
  readonly looks: PreparedLooks;
  readonly plan: (widthPx: number, heightPx: number, scale: BodyScale) => readonly PlannedInput[];
  /** Adds every person with a score from `bodyScores.continue` up, on the common scale. Throws `model/run-failed`. */
  readonly decode: (outputs: FloatTensors, widthPx: number, heightPx: number, toFrame: ToFrame, candidates: Candidates) => void;
}

/** A detector of a family over one session of plain memory, which it takes. */
export function detectorOf(session: Owned<Session>, { input, looks, plan, decode }: PersonFamily): PersonDetector {
  const owned = session.take();
  const candidates = new Candidates();
  return {
    detect: async (image, geometry, scale = 1) => {
      candidates.clear();
      for (const look of looks.get(geometry, String(scale), () => plan(geometry.widthPx, geometry.heightPx, scale))) {
        const outputs = await owned.value.run({ [input]: look.fill(image) });
        decode(outputs, look.widthPx, look.heightPx, look.toFrame, candidates);
      }
      const kept = withoutDuplicates(candidates, personDuplicates);
      return {
        count: kept.length,
        boxes: Float32Array.from(kept.flatMap((index) => [...candidates.boxes.subarray(4 * index, 4 * index + 4)])),
        scores: Float32Array.from(kept, (index) => candidates.scores[index] as number),
      };
    },
    close: () => owned.close(),
  };
}
