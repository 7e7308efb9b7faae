import { identifyContainer, soundContainers } from './identify-container.ts';
import { identifyStill, stillFormats } from './identify-still.ts';
import type { StillFormat } from './identify-still.ts';

/** Bytes that tell any file that is known (three MPEG-TS packets). */
export const sniffBytes = 512;

/** What a file's first bytes say: a picture that can be worked on, something known (video, sound alone, or a picture that is refused), or nothing. */
export type FileKind = { readonly kind: 'still'; readonly format: StillFormat } | { readonly kind: 'video' | 'sound' | 'refused still'; readonly format: string } | { readonly kind: 'unknown' };

/** Tells a file by its first `sniffBytes`, never by its name. */
export function identifyFile(head: Uint8Array): FileKind {
  const still = identifyStill(head);
  if (still !== undefined) {
    const format = stillFormats.find((each) => each === still);
    return format === undefined ? { kind: 'refused still', format: still } : { kind: 'still', format };
  }
  const container = identifyContainer(head);
  if (container === 'unknown') return { kind: 'unknown' };
  return { kind: soundContainers.some((each) => each === container) ? 'sound' : 'video', format: container };
}
