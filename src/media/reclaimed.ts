/**
 * Whether a codec ended because the browser took it away, as happens to those that hidden tabs leave idle (WebCodecs, 9.1 "codec
 * reclamation"): nothing is wrong with the video, and a new one may do.
 */
export function isReclamation({ name }: DOMException): boolean {
  return name === 'QuotaExceededError';
}
