import type { BodySamplingChoice } from '../../documents/wanted-bodies.ts';
import type { Named } from './messages.ts';

/** Whether bodies are looked for: where they are needed and in `thorough`, always, or only where they are needed. */
export type BodiesChoice = 'auto' | 'on' | 'off';

/** Texts of bodies: how they are looked for, and what the report says of them. */
export interface BodiesMessages {
  readonly label: string;
  readonly choice: Readonly<Record<BodiesChoice, Named>>;
  readonly sampling: string;
  readonly samplings: Readonly<Record<BodySamplingChoice | 'default', Named>>;
  readonly poseModel: string;
  readonly poseModelHint: string;
  readonly chooseModel: string;
  readonly removeModel: string;
  readonly reportLabel: string;
  /** `{followed}`, `{faceless}`, `{framesWithHeads}`, `{framesLooked}` of `{frames}`, `{sampling}`, `{percent}`. */
  readonly report: string;
}
