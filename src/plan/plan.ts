import { AppError } from '../core/errors.ts';
import type { Analysis } from '../documents/analysis.ts';
import { checkIntent } from '../documents/check-intent.ts';
import type { Edit } from '../documents/edit.ts';
import type { Intent } from '../documents/intent.ts';
import { planAudio } from './audio/audio.ts';
import { canvasOf, cutsOf, marksOf, masksOf } from './variants.ts';

/**
 * Act three: what the new video shall be. Pure; no pixel is touched. Frames of which nothing is known are hidden whole.
 * Throws `document/invalid` for an intent with a bad field or an unknown variant, `media/no-video` when there are no pictures, `cut/*`, `layout/nobody`
 * and `marks/nobody` for a cut, a layout or marks of which nothing comes, and `people/no-match` when one of them or the sound names somebody who is nobody.
 */
export function plan(analysis: Analysis, intent: Intent): Edit {
  const { hide, cut, layout, marks, audio } = checkIntent(intent);
  const { widthPx, heightPx, ticks } = analysis.source;
  if (widthPx === null || heightPx === null || ticks.length === 0) throw new AppError('media/no-video');
  const cuts = cut === undefined ? [{ firstFrame: 0, lastFrame: ticks.length - 1 }] : cutsOf(analysis, cut);
  return {
    widthPx,
    heightPx,
    canvas: layout === undefined ? null : canvasOf(analysis, layout, cuts),
    cuts,
    masks: masksOf(analysis, hide),
    hiddenWhole: analysis.unknown,
    ...(marks === undefined ? {} : { marks: marksOf(analysis, marks) }),
    audio: planAudio(analysis, audio ?? { treatments: [] }),
  };
}
