/**
 * Every failure that can reach a user, by code. `exit` is the command line's exit code:
 * 2 usage, 3 unreadable input, 4 unsupported, 5 failed. The sentences stand in src/app/messages (en, ko);
 * the English one is repeated here so that logs and the command line never show a bare code.
 */
export const errorCatalogue = {
  'usage/bad-option': { exit: 2, sentence: 'An option is not understood.' },
  'media/empty-file': { exit: 3, sentence: 'The file is empty.' },
  'media/unreadable': { exit: 3, sentence: 'The file is not a video or picture that can be read.' },
  'media/truncated': { exit: 3, sentence: 'The file is cut off: part of it is missing.' },
  'media/no-video': { exit: 3, sentence: 'The file holds no video track.' },
  'media/file-gone': { exit: 3, sentence: 'The file changed or went away while it was being read.' },
  'media/unsupported-container': { exit: 4, sentence: 'This kind of file cannot be read.' },
  'media/unsupported-picture': { exit: 4, sentence: 'This kind of picture cannot be worked on.' },
  'media/picture-too-large': { exit: 4, sentence: 'The picture is too large.' },
  'media/unsupported-codec': { exit: 4, sentence: 'This browser cannot decode the video in the file.' },
  'media/unsupported-audio': { exit: 4, sentence: 'The sound in the file cannot be carried over.' },
  'media/no-encoder': { exit: 4, sentence: 'This browser cannot encode such a video.' },
  'media/decode-failed': { exit: 5, sentence: 'Decoding the video failed.' },
  'media/encode-failed': { exit: 5, sentence: 'Encoding the video failed.' },
  'media/mux-failed': { exit: 5, sentence: 'Writing the MP4 failed.' },
  'media/audit-failed': { exit: 5, sentence: 'The finished file did not pass its check.' },
  'reference/no-face': { exit: 3, sentence: 'No face that could be recognised was found in a reference photo.' },
  'reference/several-faces': { exit: 3, sentence: 'A reference photo shows several people.' },
  'people/no-match': { exit: 5, sentence: 'Somebody who was named was not recognised with confidence, so nothing was made.' },
  'people/others-found': { exit: 5, sentence: 'Other faces were found than those that were named before, so nothing was made.' },
  'cut/nothing-left': { exit: 5, sentence: 'No stretch of the video is what was asked for, so nothing was made.' },
  'layout/nobody': { exit: 5, sentence: 'Nobody was seen in the video who could be followed, so nothing was made.' },
  'marks/nobody': { exit: 5, sentence: 'Nobody was found in the video who could be drawn over, so nothing was made.' },
  'cut/speech-unknown': { exit: 5, sentence: 'Nobody knows who speaks in this video, so nothing was made.' },
  'platform/missing': { exit: 4, sentence: 'This browser lacks something Veil needs.' },
  'gpu/unavailable': { exit: 4, sentence: 'No usable GPU was found.' },
  'gpu/device-lost': { exit: 5, sentence: 'The GPU stopped working in the middle of the job.' },
  'gpu/out-of-memory': { exit: 5, sentence: 'The GPU ran out of memory.' },
  'gpu/refused': { exit: 5, sentence: 'The GPU did not carry out what it was given.' },
  'storage/quota': { exit: 5, sentence: 'There is not enough storage space left.' },
  'storage/write-failed': { exit: 5, sentence: 'Writing to storage failed.' },
  'model/missing': { exit: 5, sentence: 'A model file is missing.' },
  'model/hash-mismatch': { exit: 5, sentence: 'A model file is not the one that was expected and was not run.' },
  'model/run-failed': { exit: 5, sentence: 'A model failed to run.' },
  'model/wrong-answer': { exit: 5, sentence: 'A model does not answer as it should and was not used.' },
  'document/invalid': { exit: 3, sentence: 'A saved document is damaged or of another kind.' },
  'document/version': { exit: 3, sentence: 'A saved document is from a newer version.' },
  'document/wrong-source': { exit: 3, sentence: 'The saved work belongs to another video.' },
  'job/cancelled': { exit: 5, sentence: 'The job was cancelled.' },
  'job/out-of-memory': { exit: 5, sentence: 'There was not enough memory to make the video.' },
  'worker/crashed': { exit: 5, sentence: 'A background worker stopped unexpectedly.' },
  'worker/hung': { exit: 5, sentence: 'A background worker no longer got anything done and was ended.' },
  'internal/bug': { exit: 5, sentence: 'Something went wrong inside Veil.' },
} as const satisfies Record<string, { exit: 2 | 3 | 4 | 5; sentence: string }>;

export type ErrorCode = keyof typeof errorCatalogue;
/** Facts for the user's sentence (codec name, bytes needed, what would help): plain values only, they cross workers. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean>>;

/** The one error type: a code from the catalogue, plain details and the cause. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown) {
    const facts = Object.entries(details).map(([key, value]) => `${key}: ${String(value)}`).join(', ');
    super(errorCatalogue[code].sentence + (facts === '' ? '' : ` (${facts})`), cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

/** Turns whatever was thrown into an AppError; one that already is passes through, an AbortError becomes `job/cancelled`. */
export function toAppError(thrown: unknown, code: ErrorCode = 'internal/bug', details: ErrorDetails = {}): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof DOMException && thrown.name === 'AbortError') return new AppError('job/cancelled', {}, thrown);
  if (thrown instanceof DOMException && thrown.name === 'QuotaExceededError') return new AppError('storage/quota', details, thrown);
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError(code, { ...details, reason }, thrown);
}

/** Throws `job/cancelled` once the signal has fired; every waiting loop calls it. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('job/cancelled');
}
