import { addStep, correctionsOf, emptyHistory, endDrag, historyOf, redo, undo } from '../../documents/correction-history.ts';
import type { CorrectionHistory } from '../../documents/correction-history.ts';
import type { Correction, Corrections, TreatSound, TreatVoice } from '../../documents/corrections.ts';
import type { Looking } from '../../documents/project.ts';
import { covers, withoutPeople } from './looking.ts';

/** What the user did on one video, step by step, and what it was done on. */
export class Work {
  #history: CorrectionHistory = $state.raw(emptyHistory);
  readonly #corrections: Corrections = $derived(correctionsOf(this.#history));
  /** How the faces were looked for that the corrections name. */
  #looking: Looking | undefined;
  /** The digest of what was found so; null when it is not known. */
  #found: string | null = null;
  #takenBack: number = $state(0);

  get corrections(): Corrections {
    return this.#corrections;
  }
  get canUndo(): boolean {
    return this.#history.done.length > 0;
  }
  get canRedo(): boolean {
    return this.#history.undone.length > 0;
  }
  /** How many corrections were taken back because the faces that they named were looked for anew. */
  get takenBack(): number {
    return this.#takenBack;
  }

  /** One step of the user, which may need several corrections; what was undone before is forgotten. */
  correct(...step: readonly [Correction, ...Correction[]]): void {
    this.#history = addStep(this.#history, step);
    this.#takenBack = 0;
  }

  /** The same while a hand moves: calls with one name make one step, until `endDrag`. */
  correctWhileDragging(drag: string, ...step: readonly [Correction, ...Correction[]]): void {
    this.#history = addStep(this.#history, step, drag);
  }

  endDrag(): void {
    this.#history = endDrag(this.#history);
  }

  hideFrame(frame: number): void {
    this.correct({ kind: 'hide-frames-whole', firstFrame: frame, lastFrame: frame });
  }

  /** What becomes of whatever a person says; `none` takes the word back. */
  treatVoice(track: number, treatment: TreatVoice['treatment']): void {
    this.correct({ kind: 'voice', track, treatment });
  }

  /** What becomes of a stretch of the sound, in microseconds from the first frame; `none` puts it back. */
  treatSound(startUs: number, endUs: number, treatment: TreatSound['treatment']): void {
    this.correct({ kind: 'treat-sound', startUs, endUs, treatment });
  }

  undo(): void {
    this.#history = undo(this.#history);
  }

  redo(): void {
    this.#history = redo(this.#history);
  }

  /** Work of before, that was done on faces looked for so, which had this digest; null when nobody knows. */
  restore(corrections: Corrections, looking: Looking, found: string | null): void {
    this.#history = historyOf(corrections);
    this.#looking = looking;
    this.#found = found;
    this.#takenBack = 0;
  }

  /**
   * Faces were looked for so, and those of this digest found. Corrections that name faces of a look made in another way, or of one that found
   * others (other models, another GPU), are taken back, undone ones too: applied to others they could show somebody who is to be hidden. Whether
   * ids of before still hold.
   */
  lookedFor(looking: Looking, found: string): boolean {
    const [old, oldFound] = [this.#looking, this.#found];
    this.#looking = looking;
    this.#found = found;
    if (old === undefined || (oldFound === found && covers(old, looking) && covers(looking, old))) return true;
    const kept = withoutPeople(this.#corrections);
    this.#takenBack = this.#corrections.length - kept.length;
    this.#history = historyOf(kept);
    return false;
  }

  forget(): void {
    this.#history = emptyHistory;
    this.#takenBack = 0;
  }
}
