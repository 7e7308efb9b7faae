import type { EncoderOffer, EncodingProfile } from '../core/encoding.ts';
import { AppError } from '../core/errors.ts';
import { Gate } from '../core/gate.ts';
import { leftOutText } from '../core/left-out.ts';
import type { Analysis } from '../documents/analysis.ts';
import { asksActions } from '../documents/asks-actions.ts';
import type { Corrections } from '../documents/corrections.ts';
import type { Edit } from '../documents/edit.ts';
import type { KnownPeople, SeenElsewhere } from '../documents/people-elsewhere.ts';
import type { DetectionFacts } from '../documents/detection-facts.ts';
import type { AnalysisFacts } from '../documents/report.ts';
import { frameStatus } from '../documents/observations.ts';
import type { Observations, RunInfo } from '../documents/observations.ts';
import { encoderOffers } from '../media/choose-encoder.ts';
import { isSound, isStill, openMedia, requirePictures } from '../media/open-media.ts';
import type { Media } from '../media/open-media.ts';
import type { Movie } from '../media/movie.ts';
import type { Still } from '../media/stills/still.ts';
import { plan } from '../plan/plan.ts';
import type { ExportFormat, JobEvent, JobOptions, SourceSummary } from '../rpc/job-types.ts';
import type { ReviewModel } from '../rpc/review-types.ts';
import { seenElsewhere } from '../understand/across-videos.ts';
import { reviewQueue } from '../understand/risks.ts';
import { foundDigest } from '../understand/found-digest.ts';
import type { FoundPeople } from '../understand/people.ts';
import { find, withCorrections } from '../understand/understand.ts';
import { lookAtActions } from './action-looks.ts';
import type { ActionLane } from './action-looks.ts';
import { choosePeople, chooseSubjects } from './choose-people.ts';
import type { ChosenPeople } from './choose-people.ts';
import { chooseSound } from './choose-sound.ts';
import { exportText, hasSound } from './export-text.ts';
import { frameRange, framesAtMost } from './frame-range.ts';
import { intentOf } from './intent-of.ts';
import { checkOutput } from './output-check.ts';
import { requireSpace } from './output-files.ts';
import { expectedOutputBytes } from './output-size.ts';
import { startListening } from './listening.ts';
import type { Listening, ListeningLane } from './listening.ts';
import { look } from './look.ts';
import type { LookMeans } from './look.ts';
import type { Reference } from './reference-photos.ts';
import { bodyTracks, reportBodies } from './report-bodies.ts';
import { cutNotes, reportCuts } from './report-cuts.ts';
import { reportPeople, reportRecognition } from './report-people.ts';
import { encoderRequest } from './render.ts';
import { speechNotes } from './report-speech.ts';
import { reviewModel } from './review-model.ts';
import { reviewReport } from './review-report.ts';
import { summarize } from './summary.ts';
import { nothingSeen, withSpeech } from './with-speech.ts';

/** What an analysis is made with; each is asked once at most, and it closes what it gets. */
export interface AnalysisMeans extends LookMeans {
  readonly listeningLane: () => ListeningLane;
  readonly actionLane: () => ActionLane;
}

/** Acts one to three of one video or picture, as the observe worker runs them: holds its headers, the observations and their analysis. */
export class AnalysisJob {
  readonly #gate = new Gate();
  #running: AbortController | undefined;
  #listening: Listening | undefined;
  #media: Media | undefined;
  #observations: Observations | undefined;
  #references: readonly Reference[] = [];
  #detection: DetectionFacts | undefined;
  #planned: { key: string; edit: Edit; chosen: ChosenPeople } | undefined;
  #found: { readonly people: FoundPeople; readonly digest: string; readonly run: RunInfo } | undefined;
  #understood: { key: string; analysis: Analysis } | undefined;

  /** Reads the headers of the file. */
  async inspect(file: File): Promise<SourceSummary> {
    this.#media ??= await openMedia(file, file.name);
    return summarize(this.#media);
  }

  /** What of each codec is to be had under a profile for this video, each really tried; nothing for a picture or a sound. */
  async encoders(file: File, profile: EncodingProfile): Promise<readonly EncoderOffer[]> {
    const media = (this.#media ??= await openMedia(file, file.name));
    return isStill(media) || isSound(media) ? [] : encoderOffers(encoderRequest(media), profile);
  }

  /**
   * Says in what the new video will be unlike this one, and how many bytes it will take, about; a picture's few are not asked for. Throws
   * `media/no-encoder` or `media/unsupported-audio` when it could not be made, and `storage/quota` when it goes to private storage and finds no room there.
   */
  async checkOutput(file: File, options: JobOptions, toStorage: boolean, send: (event: JobEvent) => void): Promise<number> {
    const movie = requirePictures((this.#media ??= await openMedia(file, file.name)));
    if (isStill(movie)) return 0;
    for (const notice of await checkOutput(movie, options)) send({ kind: 'notice', ...notice });
    const neededBytes = expectedOutputBytes(movie, framesAtMost(movie, options), options);
    if (toStorage) await requireSpace(neededBytes);
    return neededBytes;
  }

  /**
   * Observes what the options ask for, from the journal where it can, and listens beside it; keeps the result. Looks at reference photos first: throws
   * `reference/*` for one that is of no use, and at the end `people/others-found` when not those were found whom the options name, `people/no-match` when somebody to keep is
   * not recognised. Resolves with the digest of what was found.
   */
  async analyze(file: File, options: JobOptions, means: AnalysisMeans, send: (event: JobEvent) => void): Promise<string> {
    const running = new AbortController();
    this.#running = running;
    const media = (this.#media ??= await openMedia(file, file.name, running.signal));
    if (media.leftOut.length > 0) send({ kind: 'notice', code: 'tracks-left-out', details: { tracks: media.leftOut.map(leftOutText).join(', ') } });
    this.#listening = isStill(media) ? undefined : startListening(media, file, options, means.listeningLane, send, running.signal);
    try {
      const seen = isSound(media) ? nothingSeen(media, options) : await this.#look(media, options, means, send, running.signal);
      this.#take(this.#listening === undefined ? seen : withSpeech(seen, await this.#listening.finish()));
      // What people do is told of their tracks, which the look at it does not change.
      if (asksActions(options)) this.#observations = await lookAtActions(this.#requireObservations(), this.#find().people.tracks, means.actionLane, running.signal);
      return this.#settle(options, send);
    } finally {
      this.#listening?.close();
      this.#listening = undefined;
      this.#running = undefined;
    }
  }

  async #look(media: Movie | Still, options: JobOptions, means: LookMeans, send: (event: JobEvent) => void, signal: AbortSignal): Promise<Observations> {
    const { observations, references, detection } = await look({ media, options, means, gate: this.#gate, signal, send });
    this.#references = references;
    this.#detection = detection;
    return observations;
  }

  /** Acts two and three for the options' corrections, masks and range; recomputed only when those changed. */
  edit(options: JobOptions): Edit {
    return this.#plan(options).edit;
  }

  /** What the review room lists, for the options' corrections. */
  review(options: JobOptions): ReviewModel {
    const range = frameRange(this.#requireMedia(), options.startS, options.endS);
    const analysis = this.#understand(options);
    return reviewModel(analysis, this.#plan(asItIs(options)).edit, reviewQueue(this.#requireObservations(), analysis, options.corrections), range);
  }

  /** What is known of the people, with these corrections, for the worker of another video. */
  knownPeople(corrections: Corrections): KnownPeople {
    const { identities, looks = [] } = this.#understand({ corrections });
    return { identities, looks };
  }

  /** Who of this video, with these corrections, is surely in others, too. */
  peopleElsewhere(corrections: Corrections, others: readonly KnownPeople[]): SeenElsewhere[] {
    return seenElsewhere(this.knownPeople(corrections), others);
  }

  /** What was found, with the options' corrections, or the cuts of what is made of it. */
  exportAnalysis(options: JobOptions, format: ExportFormat): Blob {
    return new Blob([exportText(this.#understand(options), () => this.edit(options), hasSound(this.#requireMedia()), format)]);
  }

  /** What the report says of the analysis. */
  facts(options: JobOptions): AnalysisFacts {
    const observations = this.#requireObservations();
    const { source, settings, statuses } = observations;
    const range = frameRange(this.#requireMedia(), options.startS, options.endS);
    const used = statuses.subarray(Math.max(0, range.firstFrame - settings.firstFrame), range.lastFrame - settings.firstFrame + 1);
    const framesUnknown = used.filter((status) => status === frameStatus.unknown).length;
    if (this.#detection === undefined) throw new AppError('internal/bug', { reason: 'analyze comes first' });
    const analysis = this.#understand(options);
    const { edit, chosen } = this.#plan(options);
    const people = reportPeople(analysis, edit, range);
    const cuts = reportCuts(analysis, edit);
    const bodies = reportBodies(observations, analysis, range);
    return {
      detection: this.#detection,
      fingerprint: source.fingerprint,
      sourceFrames: source.ticks.length,
      detector: settings.detector,
      framesUnknown,
      runs: [...analysis.runs, this.#find().run],
      foundDigest: this.#find().digest,
      people,
      cuts,
      recognition: reportRecognition(analysis),
      ...(bodies === undefined ? {} : { bodies }),
      bodyTracks: bodyTracks(analysis),
      review: reviewReport(reviewQueue(observations, analysis, options.corrections), analysis),
      covers: chosen.hide.covers ?? 'head',
      notes: [
        ...chosen.notFound.map((name) => `nobody may be the person of ${name}, who was to be hidden${chosen.hide.kind === 'everyone' ? ': everybody is hidden' : ''}`),
        ...cutNotes(analysis, options, range, people, cuts),
        ...speechNotes(analysis, range),
      ],
    };
  }

  pause(): void {
    this.#gate.pause();
    this.#listening?.pause();
  }

  resume(): void {
    this.#gate.resume();
    this.#listening?.resume();
  }

  cancel(): void {
    this.#running?.abort();
  }

  /** New observations: what followed from the former is forgotten. */
  #take(observations: Observations): void {
    this.#observations = observations;
    this.#planned = undefined;
    this.#understood = undefined;
    this.#found = undefined;
  }

  /** The digest of what was found; throws `people/*`. */
  #settle(options: JobOptions, send: (event: JobEvent) => void): string {
    const { digest } = this.#find();
    const other = options.expectedFound?.find((each) => each !== digest);
    if (other !== undefined) throw new AppError('people/others-found', { expected: other, found: digest });
    this.#tellNotFound(options, send);
    return digest;
  }

  /** What was found, before corrections; tracked once per observations. */
  #find(): { people: FoundPeople; digest: string; run: RunInfo } {
    if (this.#found === undefined) {
      const observations = this.#requireObservations();
      const began = performance.now();
      const people = find(observations);
      const run: RunInfo = { stage: 'understand', backend: 'cpu', frames: observations.statuses.length, ms: performance.now() - began, detail: `${people.tracks.length} tracks` };
      this.#found = { people, digest: foundDigest(people), run };
    }
    return this.#found;
  }

  /** The analysis with the options' corrections; made anew only when those changed. */
  #understand({ corrections }: Pick<JobOptions, 'corrections'>): Analysis {
    const key = JSON.stringify(corrections);
    if (this.#understood?.key !== key) this.#understood = { key, analysis: withCorrections(this.#requireObservations(), this.#find().people, corrections) };
    return this.#understood.analysis;
  }

  #plan(options: JobOptions): { edit: Edit; chosen: ChosenPeople } {
    const range = frameRange(this.#requireMedia(), options.startS, options.endS);
    const key = JSON.stringify([options.hide, options.cut, options.layout, options.marks, options.subjects, options.about, options.audio, options.corrections, range]);
    if (this.#planned?.key !== key) {
      const analysis = this.#understand(options);
      const chosen = choosePeople(options.hide, this.#references, analysis);
      this.#planned = { key, chosen, edit: plan(analysis, intentOf(this.#requireMedia(), options, chosen.hide, range, chooseSubjects(this.#references, analysis), chooseSound(options, analysis))) };
    }
    return this.#planned;
  }

  /** Tells of photos to hide somebody who is nowhere. */
  #tellNotFound(options: JobOptions, send: (event: JobEvent) => void): void {
    if (this.#references.length === 0 && options.hide.kind === 'everyone') return;
    for (const file of choosePeople(options.hide, this.#references, this.#understand(options)).notFound) send({ kind: 'notice', code: 'reference-not-found', details: { file } });
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

/** Options without what is made of the picture: what is hidden is the same, and a cut that comes to nothing is no reason not to look through it. */
function asItIs({ cut: _, layout: __, marks: ___, ...options }: JobOptions): JobOptions {
  return options;
}
