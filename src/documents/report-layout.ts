/** What one place of a canvas showed, in output frames. */
export interface ReportPlace {
  /** By the ids of `people`; null where it is nobody's. */
  readonly person: number | null;
  readonly name: string | null;
  /** Its person, or where they were a moment before. */
  readonly framesShown: number;
  /** While the person was gone: the last picture of them, nothing, or the whole source (also on the way there and back). */
  readonly framesHeld: number;
  readonly framesBlank: number;
  readonly framesWide: number;
}

/** A canvas of its own, and what became of its places. */
export interface ReportLayout {
  readonly widthPx: number;
  readonly heightPx: number;
  /** As many as there are people to see, if that is fewer than were asked for. */
  readonly placesAsked: number;
  readonly places: readonly ReportPlace[];
}
