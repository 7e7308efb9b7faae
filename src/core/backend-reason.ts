import type { ErrorDetails } from './errors.ts';
import { fillIn } from './fill-in.ts';

/** Why work ran on the GPU or on the processor; each has a sentence in the page's messages. */
export type BackendReasonCode = 'asked-cpu' | 'asked-gpu' | 'faster' | 'slower' | 'software-adapter' | 'no-adapter' | 'self-test-failed' | 'single-picture' | 'few-frames';

export interface BackendReason {
  readonly code: BackendReasonCode;
  /** What the sentence puts in: adapter, milliseconds, what went wrong. */
  readonly details: ErrorDetails;
}

/** In English, for reports. */
export function backendReasonText({ code, details }: BackendReason): string {
  return fillIn(backendReasonWords[code], details);
}

/** The page's English words too. */
export const backendReasonWords: Readonly<Record<BackendReasonCode, string>> = {
  'asked-cpu': 'asked for',
  'asked-gpu': 'asked for; on {adapter}',
  faster: 'on {adapter}: measured {gpuMs} ms a frame, the processor {cpuMs} ms',
  slower: 'the processor was measured to be faster: {cpuMs} ms a frame, {adapter} {gpuMs} ms',
  'software-adapter': 'there is no real GPU: {adapter}',
  'no-adapter': 'there is no GPU: {reason}',
  'self-test-failed': '{adapter} did not pass its test: {reason}',
  'single-picture': 'a single picture is composed on the processor',
  'few-frames': 'too few frames for a trial of the GPU to be worth its time: {frames}',
};
