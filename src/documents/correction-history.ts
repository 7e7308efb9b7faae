import type { Correction, Corrections } from './corrections.ts';

/** One thing the user did: all its corrections are undone and redone together. */
interface Step {
  readonly corrections: Corrections;
  /** The movement of the hand that is making it; it may still replace it. */
  readonly drag: string | undefined;
}

/** What was done, and what was undone and can be done again. A value: every change makes another one. */
export interface CorrectionHistory {
  readonly done: readonly Step[];
  /** The next one to redo is the last. */
  readonly undone: readonly Step[];
}

export const emptyHistory: CorrectionHistory = { done: [], undone: [] };

/** The history of corrections from a file: every one is a step. */
export function historyOf(corrections: Corrections): CorrectionHistory {
  return { done: corrections.map((correction) => ({ corrections: [correction], drag: undefined })), undone: [] };
}

/** All that holds, in order. */
export function correctionsOf({ done }: CorrectionHistory): Corrections {
  return done.flatMap(({ corrections }) => corrections);
}

/**
 * Adds a step; nothing can be redone then. While `drag` (any name of one movement of the hand) stays the same, each call replaces the one
 * before, so that the movement is one step.
 */
export function addStep({ done }: CorrectionHistory, corrections: readonly [Correction, ...Correction[]], drag?: string): CorrectionHistory {
  const continues = drag !== undefined && done[done.length - 1]?.drag === drag;
  return { done: [...(continues ? done.slice(0, -1) : done), { corrections, drag }], undone: [] };
}

/** The hand lets go: a later movement of the same name is another step. */
export function endDrag(history: CorrectionHistory): CorrectionHistory {
  const last = history.done[history.done.length - 1];
  if (last?.drag === undefined) return history;
  return { ...history, done: [...history.done.slice(0, -1), { ...last, drag: undefined }] };
}

/** Takes the last step back; as it was when there is none. */
export function undo(history: CorrectionHistory): CorrectionHistory {
  const last = history.done[history.done.length - 1];
  if (last === undefined) return history;
  return { done: history.done.slice(0, -1), undone: [...history.undone, { ...last, drag: undefined }] };
}

/** Does the last undone step again; as it was when there is none. */
export function redo(history: CorrectionHistory): CorrectionHistory {
  const next = history.undone[history.undone.length - 1];
  if (next === undefined) return history;
  return { done: [...history.done, next], undone: history.undone.slice(0, -1) };
}
