import type { EncoderOffer, EncodingProfile } from '../core/encoding.ts';
import { AppError } from '../core/errors.ts';
import { Gate } from '../core/gate.ts';
import { leftOutText } from '../core/left-out.ts';
import type { Analysis } from '../documents/analysis.ts';
import { exportAnalysis } from '../documents/analysis-json.ts';
import type { Edit } from '../documents/edit.ts';
import { writeLabels } from '../documents/exchange/exchange.ts';
import { labelsOf } from '../documents/exchange/labels.ts';
import type { DetectionFacts } from '../documents/detection-facts.ts';
import type { AnalysisFacts } from '../documents/report.ts';
import { frameStatus } from '../documents/observations.ts';
import type { Observations, ObserveSettings } from '../documents/observations.ts';
import { encoderOffers } from '../media/choose-encoder.ts';
import { isStill, openMedia } from '../media/open-media.ts';
import type { Media } from '../media/open-media.ts';
import { stillGeometry } from '../pixels/still-planes.ts';
import { plan } from '../plan/plan.ts';
import type { ExportFormat, JobEvent, JobOptions, SourceSummary } from '../rpc/job-types.ts';
import type { ReviewModel } from '../rpc/review-types.ts';
import { reviewQueue } from '../understand/risks.ts';
import { foundDigest } from '../understand/found-digest.ts';
import type { FoundPeople } from '../understand/people.ts';
import { find, withCorrections } from '../understand/understand.ts';
import { choosePeople } from './choose-people.ts';
import type { ChosenPeople } from './choose-people.ts';
import { DetectionPreview } from './detection-preview.ts';
import { frameRange } from './frame-range.ts';
import { JournalStore } from './journal-store.ts';
import type { DetectionWanted, LaneSet } from './open-detection.ts';
import { observe } from './observe.ts';
import { observeStill, stillQuality } from './observe-still.ts';
import { checkOutput } from './output-check.ts';
import { requireSpace } from './output-files.ts';
import { expectedOutputBytes } from './output-size.ts';
import { StageProgress } from './progress.ts';
import { learnReferences } from './reference-photos.ts';
import type { Reference } from './reference-photos.ts';
import { withRecognition, type Recognizer } from './recognizer.ts';
import { reportPeople, reportRecognition } from './report-people.ts';
import { encoderRequest } from './render.ts';
import { reviewModel } from './review-model.ts';
import { reviewReport } from './review-report.ts';
import { summarize } from './summary.ts';

/** Opens the wanted detector; asked once per analysis, which closes it. */
export type StartLanes = (wanted: DetectionWanted, send: (event: JobEvent) => void) => Promise<LaneSet>;

/** What an analysis is made with; asked once, and it closes both. */
export interface AnalysisMeans {
  readonly startLanes: StartLanes;
  readonly openRecognizer: (onGpu: boolean, send: (event: JobEvent) => void) => Promise<Recognizer>;
}

/** Acts one to three of one video or picture, as the observe worker runs them: holds its headers, the observations and their analysis. */
export class AnalysisJob {
  readonly #gate = new Gate();
  #running: AbortController | undefined;
  #media: Media | undefined;
  #observations: Observations | undefined;
  #references: readonly Reference[] = [];
  #detection: DetectionFacts | undefined;
  #planned: { key: string; edit: Edit; chosen: ChosenPeople } | undefined;
  #found: { readonly people: FoundPeople; readonly digest: string } | undefined;
  #understood: { key: string; analysis: Analysis } | undefined;

  /** Reads the headers of the file. */
  async inspect(file: File): Promise<SourceSummary> {
    this.#media ??= await openMedia(file, file.name);
    return summarize(this.#media);
  }

  /** What of each codec is to be had under a profile for this video, each really tried; nothing for a picture. */
  async encoders(file: File, profile: EncodingProfile): Promise<readonly EncoderOffer[]> {
    const media = (this.#media ??= await openMedia(file, file.name));
    return isStill(media) ? [] : encoderOffers(encoderRequest(media), profile);
  }

  /**
   * Says in what the new video will be unlike this one, and how many bytes it will take, about; a picture's few are not asked for. Throws
   * `media/no-encoder` or `media/unsupported-audio` when it could not be made, and `storage/quota` when it goes to private storage and finds no room there.
   */
  async checkOutput(file: File, options: JobOptions, toStorage: boolean, send: (event: JobEvent) => void): Promise<number> {
    const movie = (this.#media ??= await openMedia(file, file.name));
    if (isStill(movie)) return 0;
    for (const notice of await checkOutput(movie, options)) send({ kind: 'notice', ...notice });
    const neededBytes = expectedOutputBytes(movie, frameRange(movie, options.startS, options.endS), options);
    if (toStorage) await requireSpace(neededBytes);
    return neededBytes;
  }

  /**
   * Observes what the options ask for, from the journal where it can; keeps the result. Looks at reference photos first: throws `reference/*` for one that
   * is of no use, and at the end `people/others-found` when not those were found whom the options name, `people/no-match` when somebody to keep is
   * not recognised. Resolves with the digest of what was found.
   */
  async analyze(file: File, options: JobOptions, { startLanes, openRecognizer }: AnalysisMeans, send: (event: JobEvent) => void): Promise<string> {
    const running = new AbortController();
    this.#running = running;
    const media = (this.#media ??= await openMedia(file, file.name, running.signal));
    if (media.leftOut.length > 0) send({ kind: 'notice', code: 'tracks-left-out', details: { tracks: media.leftOut.map(leftOutText).join(', ') } });
    const range = frameRange(media, options.startS, options.endS);
    const { quality, sensitivity } = options;
    const looked = isStill(media)
      ? { geometry: stillGeometry(media.widthPx, media.heightPx), quality: stillQuality(quality), sensitivity }
      : { geometry: media.video.geometry, quality, sensitivity };
    const lanes = await startLanes(
      { detector: options.detector, backend: options.detectBackend ?? options.backend, frames: range.lastFrame - range.firstFrame + 1, request: looked },
      send,
    );
    const recognizer = await openRecognizer(lanes.facts().backend === 'gpu', send).catch((error: unknown) => {
      lanes.close();
      throw error;
    });
    try {
      this.#references = await learnReferences(options.references ?? [], lanes.pool, recognizer, running.signal);
      const settings: ObserveSettings = { quality: looked.quality, detector: lanes.detector, sensitivity, ...range };
      if (isStill(media)) {
        const progress = new StageProgress('observe', 1, send);
        progress.report(0);
        this.#observations = await observeStill({ still: media, settings, lanes: lanes.pool, recognizer, gate: this.#gate, signal: running.signal });
        progress.report(1);
        return this.#settle(options, send);
      }
      const movie = media;
      using journal = await JournalStore.open({ fingerprint: movie.fingerprint, settings, models: { ...lanes.models, ...recognizer.models } });
      const total = range.lastFrame - range.firstFrame + 1;
      const resumed = journal.resumed.reduce((sum, group) => sum + group.frameCount, 0);
      if (resumed > 0) send({ kind: 'notice', code: 'resumed', details: { frames: resumed } });
      const progress = new StageProgress('observe', total, send, resumed);
      const preview = options.livePreview ? new DetectionPreview(movie.video.geometry, send) : undefined;
      let done = 0;
      this.#observations = await observe({
        movie,
        settings,
        lanes: lanes.pool,
        recognizer,
        journal,
        gate: this.#gate,
        signal: running.signal,
        onPicture: (frame, image) => preview?.hold(frame, image),
        onFrame: (observation) => {
          done += 1;
          progress.report(done);
          preview?.observed(observation);
        },
      });
      return this.#settle(options, send);
    } finally {
      this.#detection = withRecognition(lanes.facts(), recognizer.facts());
      lanes.close();
      recognizer.close();
      this.#running = undefined;
    }
  }

  /** Acts two and three for the options' corrections, masks and range; recomputed only when those changed. */
  edit(options: JobOptions): Edit {
    return this.#plan(options).edit;
  }

  /** What the review room lists, for the options' corrections. */
  review(options: JobOptions): ReviewModel {
    const range = frameRange(this.#requireMedia(), options.startS, options.endS);
    const analysis = this.#understand(options);
    return reviewModel(analysis, this.#plan(options).edit, reviewQueue(this.#requireObservations(), analysis, options.corrections), range);
  }

  /** What was found, with the options' corrections: the Analysis export, or boxes for other tools. */
  exportAnalysis(options: JobOptions, format: ExportFormat): Blob {
    const analysis = this.#understand(options);
    return new Blob([format === 'json' ? exportAnalysis(analysis) : writeLabels(labelsOf(analysis), format)]);
  }

  /** What the report says of the analysis. */
  facts(options: JobOptions): AnalysisFacts {
    const { source, settings, statuses } = this.#requireObservations();
    const range = frameRange(this.#requireMedia(), options.startS, options.endS);
    const used = statuses.subarray(Math.max(0, range.firstFrame - settings.firstFrame), range.lastFrame - settings.firstFrame + 1);
    const framesUnknown = used.filter((status) => status === frameStatus.unknown).length;
    if (this.#detection === undefined) throw new AppError('internal/bug', { reason: 'analyze comes first' });
    const analysis = this.#understand(options);
    const { edit, chosen } = this.#plan(options);
    return {
      detection: this.#detection,
      fingerprint: source.fingerprint,
      sourceFrames: source.ticks.length,
      detector: settings.detector,
      framesUnknown,
      runs: analysis.runs,
      foundDigest: this.#find().digest,
      people: reportPeople(analysis, edit, range),
      recognition: reportRecognition(analysis),
      review: reviewReport(reviewQueue(this.#requireObservations(), analysis, options.corrections), analysis),
      notes: chosen.notFound.map((name) => `nobody may be the person of ${name}, who was to be hidden${chosen.hide.kind === 'everyone' ? ': everybody is hidden' : ''}`),
    };
  }

  pause(): void {
    this.#gate.pause();
  }

  resume(): void {
    this.#gate.resume();
  }

  cancel(): void {
    this.#running?.abort();
  }

  /** New observations: what followed from the former is forgotten. Resolves with the digest of what was found; throws `people/*`. */
  #settle(options: JobOptions, send: (event: JobEvent) => void): string {
    this.#planned = undefined;
    this.#understood = undefined;
    this.#found = undefined;
    const { digest } = this.#find();
    const other = options.expectedFound?.find((each) => each !== digest);
    if (other !== undefined) throw new AppError('people/others-found', { expected: other, found: digest });
    this.#tellNotFound(options, send);
    return digest;
  }

  /** What was found, before corrections; tracked once per observations. */
  #find(): { people: FoundPeople; digest: string } {
    if (this.#found === undefined) {
      const people = find(this.#requireObservations());
      this.#found = { people, digest: foundDigest(people) };
    }
    return this.#found;
  }

  /** The analysis with the options' corrections; made anew only when those changed. */
  #understand({ corrections }: JobOptions): Analysis {
    const key = JSON.stringify(corrections);
    if (this.#understood?.key !== key) this.#understood = { key, analysis: withCorrections(this.#requireObservations(), this.#find().people, corrections) };
    return this.#understood.analysis;
  }

  #plan(options: JobOptions): { edit: Edit; chosen: ChosenPeople } {
    const range = frameRange(this.#requireMedia(), options.startS, options.endS);
    const key = JSON.stringify([options.hide, options.corrections, range]);
    if (this.#planned?.key !== key) {
      const analysis = this.#understand(options);
      const chosen = choosePeople(options.hide, this.#references, analysis);
      this.#planned = { key, chosen, edit: plan(analysis, { hide: chosen.hide, cut: { kind: 'range', ...range } }) };
    }
    return this.#planned;
  }

  /** Tells of photos to hide somebody who is nowhere. */
  #tellNotFound(options: JobOptions, send: (event: JobEvent) => void): void {
    if (this.#references.length === 0 && options.hide.kind === 'everyone') return;
    for (const file of this.#plan(options).chosen.notFound) send({ kind: 'notice', code: 'reference-not-found', details: { file } });
  }

  #requireMedia(): Media {
    if (this.#media === undefined) throw new AppError('internal/bug', { reason: 'analyze comes first' });
    return this.#media;
  }

  #requireObservations(): Observations {
    if (this.#observations === undefined) throw new AppError('internal/bug', { reason: 'analyze comes first' });
    return this.#observations;
  }
}
