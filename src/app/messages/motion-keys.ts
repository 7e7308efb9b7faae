import type { MotionFormat } from '../../documents/exchange/motion.ts';
import type { MarkStyle } from '../../documents/marks-intent.ts';
import type { Named } from './messages.ts';

/** Texts of what is drawn of people's motion. */
export const motionKeys = ['style', 'skeletons', 'boxes', 'ids', 'actions', 'words', 'everybody', 'canTell', 'tellsWho', 'notWhole', 'files', 'noBodiesYet', 'lookForBodies', 'actionsFound', 'doneBy'] as const;
export type MotionKey = (typeof motionKeys)[number];

/** What the action network tells apart, by the names in an analysis. */
export const actionLabels = ['catch', 'clap', 'golf', 'jump', 'pick', 'pour', 'pullup', 'push', 'run', 'sit', 'stand', 'throw', 'walk', 'wave'] as const;
export type ActionLabel = (typeof actionLabels)[number];

export interface MotionMessages {
  readonly ui: Readonly<Record<MotionKey, string>>;
  readonly styles: Readonly<Record<MarkStyle, Named>>;
  readonly actions: Readonly<Record<ActionLabel, string>>;
  readonly formats: Readonly<Record<MotionFormat, Named>>;
}
