import { nextMaskId } from '../../documents/corrections.ts';
import type { Correction, Corrections } from '../../documents/corrections.ts';
import type { RiskItem, RiskItemKind } from '../../documents/risks.ts';
import { headBox } from '../../plan/hide/head-box.ts';

/** A face that was not there a moment ago was on its way: so long before or after, a mask is put where it was seen. */
const beforeAndAfterS = 1;
/** Where nobody knows where the head was, the mask is larger than a head. */
const headScale = 1.3;

/** How a mask over the place of a risk is laid out in time; of the others the person is hidden, or nothing helps. */
const maskOf: Partial<Readonly<Record<RiskItemKind, { readonly before: number; readonly after: number }>>> = {
  gap: { before: 0, after: 0 },
  'low-score': { before: 0, after: 0 },
  starts: { before: beforeAndAfterS, after: 0 },
  ends: { before: 0, after: beforeAndAfterS },
  'seen-once': { before: beforeAndAfterS / 2, after: beforeAndAfterS / 2 },
};

/** What of a video a fix needs to know. */
export interface FixFrame {
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly frameRate: number;
  readonly corrections: Corrections;
}

/**
 * The correction by which a risk is mended with one key: a mask by hand over where the face was, to be moved afterwards; or, where it is not clear
 * who is who, the person hidden. Undefined where there is nothing to mend: frames that could not be judged are hidden whole already.
 */
export function fixOf(item: RiskItem, { firstFrame, lastFrame, frameRate, corrections }: FixFrame): Correction | undefined {
  const layout = maskOf[item.kind];
  if (layout === undefined) return item.track === undefined ? undefined : { kind: 'decide', track: item.track, decision: 'hide' };
  if (item.box === undefined) return undefined;
  return {
    kind: 'draw',
    mask: nextMaskId(corrections),
    shape: 'ellipse',
    keyframes: [{ frame: item.frame, box: headBox(item.box, headScale) }],
    firstFrame: Math.max(firstFrame, item.firstFrame - Math.round(layout.before * frameRate)),
    lastFrame: Math.min(lastFrame, item.lastFrame + Math.round(layout.after * frameRate)),
  };
}
