import { leftOutText } from '../core/left-out.ts';
import { backendReasonText } from '../core/backend-reason.ts';
import { trackOfMask } from '../documents/corrections.ts';
import type { Edit } from '../documents/edit.ts';
import type { RunInfo } from '../documents/observations.ts';
import type { EncoderChange } from '../documents/report-encoding.ts';
import type { AnalysisFacts, Identifier, Report } from '../documents/report.ts';
import type { Movie, VideoTrack } from '../media/movie.ts';
import type { Media } from '../media/open-media.ts';
import type { AuditResult } from './audit.ts';
import type { Backend } from './backend.ts';
import { unlikeSource } from './output-check.ts';
import type { PlannedRender } from './output-job.ts';
import type { Rendered } from './render.ts';
import { layoutNotes, reportLayout } from './report-layout.ts';
import { marksNotes } from './report-marks.ts';
import { heardIdentifiers, reportSound } from './report-sound.ts';
import { reviewNotes } from './review-report.ts';

/** What was made, as far as the report tells. */
interface Made {
  readonly kind: Report['kind'];
  readonly name: string;
  readonly codec: string;
  readonly bytes: number;
  readonly frames: number;
  readonly backend: Report['backend'];
  readonly backendWhy: Report['backendWhy'];
  readonly adapter: Report['adapter'];
  readonly gpuTroubles: Report['gpuTroubles'];
  readonly framesHiddenWhole: number;
  readonly missing: Report['missing'];
  readonly run: RunInfo;
  readonly sound: Report['sound'];
  readonly encoding: Report['encoding'];
  readonly qualitySteps: Report['qualitySteps'];
  readonly timeBudget: Report['timeBudget'];
  /** In what it is unlike its source. */
  readonly notes: readonly string[];
}

/** Writes down what a job did; every figure is one that was counted or measured on the way. */
export function reportOf(
  { name: sourceName, leftOut }: Pick<Media, 'name' | 'leftOut'>,
  { facts, edit }: PlannedRender,
  made: Made,
  audited: AuditResult,
  auditRun: RunInfo,
  sha256: string,
): Report {
  const layout = reportLayout(edit, facts.people);
  return {
    version: 1,
    kind: made.kind,
    source: { name: sourceName, fingerprint: facts.fingerprint, frames: facts.sourceFrames },
    output: { name: made.name, bytes: made.bytes, sha256, videoCodec: made.codec, frames: made.frames },
    cuts: made.kind === 'still' ? [] : facts.cuts,
    runs: [...facts.runs, made.run, auditRun],
    detector: facts.detector,
    detection: facts.detection,
    backend: made.backend,
    backendReason: backendReasonText(made.backendWhy),
    backendWhy: made.backendWhy,
    adapter: made.adapter,
    gpuTroubles: made.gpuTroubles,
    framesHiddenWhole: made.framesHiddenWhole,
    missing: made.missing,
    framesUnknown: facts.framesUnknown,
    layout,
    sound: made.sound,
    encoding: made.encoding,
    tracks: new Set(edit.masks.map((mask) => mask.track).filter((track) => track < trackOfMask(0) && facts.bodyTracks?.has(track) !== true)).size,
    qualitySteps: made.qualitySteps,
    timeBudget: made.timeBudget,
    covers: facts.covers,
    review: facts.review,
    foundDigest: facts.foundDigest,
    people: facts.people,
    recognition: facts.recognition,
    ...(facts.bodies === undefined ? {} : { bodies: facts.bodies }),
    stillIdentifies: stillIdentifies(made, facts),
    audit: { passed: audited.checks.every((check) => check.passed), checks: audited.checks },
    leftOut,
    notes: [...leftOut.map((item) => `left out: ${leftOutText(item)}`), ...facts.notes, ...made.notes, ...layoutNotes(layout), ...marksNotes(edit), ...reviewNotes(facts.review)],
  };
}

/** What a mask does not hide: of a face whatever is not under a band over the eyes, sound only where there is some, gait only where something moves. */
function stillIdentifies({ kind, sound }: Pick<Made, 'kind' | 'sound'>, { covers }: Pick<AnalysisFacts, 'covers'>): Identifier[] {
  return [...(covers === 'eyes' ? (['face'] as const) : []), ...heardIdentifiers(sound), 'clothes', ...(kind === 'video' ? (['gait'] as const) : []), 'place'];
}

/** What the report tells of a rendered video, which is offered under a name. */
export function videoMade({ video, audio }: Movie, name: string, edit: Edit, rendered: Rendered, on: Backend, changes: readonly EncoderChange[]): Omit<Made, 'qualitySteps' | 'timeBudget'> {
  const { bytes, frames, framesHiddenWhole, framesUndecodable, framesMadeUp, framesResized, run, encoder } = rendered;
  const sound = reportSound(audio, video, edit, rendered);
  const encoding = rendered.encoding.report(encoder, changes);
  const notes = [...unlikeNote(video), ...resizedNote(framesResized), ...disguiseNote(sound)];
  const named = { kind: 'video', name, codec: encoder.config.codec } as const;
  const ran = { backend: on.ran, backendWhy: on.reason, adapter: on.adapter, gpuTroubles: on.troubles } as const;
  const missing = { frames: framesUndecodable, policy: rendered.missing, madeUp: framesMadeUp };
  return { ...named, ...ran, bytes, frames, framesHiddenWhole, missing, run, sound, encoding, notes };
}

function unlikeNote(video: VideoTrack): string[] {
  const unlike = unlikeSource(video);
  if (unlike === null) return [];
  const { transfer, format } = unlike.details;
  return [unlike.code === 'tone-mapped' ? `HDR (${String(transfer)}) mapped to SDR BT.709, 8 bit 4:2:0, from ${String(format)}` : `8 bit 4:2:0, from ${String(format)}`];
}

function resizedNote(frames: number): string[] {
  return frames === 0 ? [] : [`${frames} frames had another size and were stretched to that of the video`];
}

function disguiseNote({ treated }: Report['sound']): string[] {
  return treated.some(({ kind }) => kind === 'disguise') ? ['disguised voices may still be recognised, and what they say is heard'] : [];
}
