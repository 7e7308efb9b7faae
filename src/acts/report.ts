import { leftOutText } from '../core/left-out.ts';
import type { RunInfo } from '../documents/observations.ts';
import type { Report } from '../documents/report.ts';
import type { Movie } from '../media/movie.ts';
import type { AuditResult } from './audit.ts';
import type { PlannedRender } from './render-job.ts';
import type { Rendered } from './render.ts';

/** Writes down what a job did; every figure is one that was counted or measured on the way. */
export function reportOf(
  source: Movie,
  { facts, edit }: PlannedRender,
  rendered: Rendered,
  audited: AuditResult,
  auditRun: RunInfo,
  sha256: string,
): Report {
  return {
    version: 1,
    source: { name: source.name, fingerprint: facts.fingerprint, frames: facts.sourceFrames },
    output: { name: outputName(source.name), bytes: rendered.bytes, sha256, videoCodec: rendered.encoder.config.codec, frames: rendered.frames },
    runs: [...facts.runs, rendered.run, auditRun],
    detector: facts.detector,
    backend: 'cpu',
    backendReason: 'the GPU way is not built yet; the CPU way is its reference',
    framesHiddenWhole: rendered.framesHiddenWhole,
    framesUnknown: facts.framesUnknown,
    sound: soundOf(source, rendered),
    tracks: new Set(edit.masks.map((mask) => mask.track)).size,
    audit: { passed: audited.checks.every((check) => check.passed), checks: audited.checks },
    leftOut: source.leftOut,
    notes: source.leftOut.map((item) => `left out: ${leftOutText(item)}`),
  };
}

function soundOf({ audio }: Movie, { sound, soundPacketsSilent }: Rendered): Report['sound'] {
  const sourceCodec = audio?.codec ?? null;
  if (sound === null) return { fate: audio === null ? 'none' : 'left-out', sourceCodec, codec: null, channels: 0, packetsSilent: 0 };
  const carried = audio?.carriage != null;
  return { fate: carried ? 'carried' : 'reencoded', sourceCodec, codec: carried ? sourceCodec : 'opus', channels: sound.channels, packetsSilent: soundPacketsSilent };
}

/** The name under which the finished video is offered. */
export function outputName(sourceName: string): string {
  return `${sourceName.replace(/\.[^.]+$/, '')}-veiled.mp4`;
}
