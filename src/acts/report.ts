import type { RunInfo } from '../documents/observations.ts';
import type { Report } from '../documents/report.ts';
import type { Movie, VideoTrack } from '../media/movie.ts';
import type { AuditResult } from './audit.ts';
import { unlikeSource } from './output-check.ts';
import type { PlannedRender } from './render-job.ts';
import type { Rendered } from './render.ts';

/** Writes down what a job did; every figure is one that was counted or measured on the way. */
export function reportOf(
  { name: sourceName, leftOut, video }: Movie,
  { facts, edit }: PlannedRender,
  rendered: Rendered,
  audited: AuditResult,
  auditRun: RunInfo,
  sha256: string,
): Report {
  return {
    version: 1,
    source: { name: sourceName, fingerprint: facts.fingerprint, frames: facts.sourceFrames },
    output: { name: outputName(sourceName), bytes: rendered.bytes, sha256, videoCodec: rendered.encoder.config.codec, frames: rendered.frames },
    runs: [...facts.runs, rendered.run, auditRun],
    detector: facts.detector,
    backend: 'cpu',
    backendReason: 'the GPU way is not built yet; the CPU way is its reference',
    framesHiddenWhole: rendered.framesHiddenWhole,
    framesUnknown: facts.framesUnknown,
    tracks: new Set(edit.masks.map((mask) => mask.track)).size,
    audit: { passed: audited.checks.every((check) => check.passed), checks: audited.checks },
    notes: [...leftOut.map((what) => `left out: ${what}`), ...unlikeNote(video), ...resizedNote(rendered.framesResized)],
  };
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

/** The name under which the finished video is offered. */
export function outputName(sourceName: string): string {
  return `${sourceName.replace(/\.[^.]+$/, '')}-veiled.mp4`;
}
