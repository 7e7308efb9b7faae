import type { StillFormat } from './identify-still.ts';

/** What a result can be, by the ending of its name. */
export type ResultType = 'mp4' | 'jpg' | 'png' | 'webp';

export const mimeTypes: Readonly<Record<ResultType, string>> = { mp4: 'video/mp4', jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp' };

/** What a picture becomes: its own kind, but AVIF, which no browser encodes, becomes WebP: it too has transparency, and shows wherever AVIF does. */
export const stillResults: Readonly<Record<StillFormat, Exclude<ResultType, 'mp4'>>> = { JPEG: 'jpg', PNG: 'png', WebP: 'webp', AVIF: 'webp' };

/** The name under which a result is offered. */
export function outputName(sourceName: string, type: ResultType): string {
  return veiledName(sourceName.replace(/\.[^.]+$/, ''), type);
}

/** The name, or path, of one of several files instead of the one of a name: numbered from 01 before its ending, with as many digits as the last one needs. */
export function partName(name: string, part: number, parts: number): string {
  const digits = Math.max(2, String(parts).length);
  return name.replace(/(\.[^./\\]+)?$/, `-${String(part).padStart(digits, '0')}$1`);
}

/** The same for a name without its ending. */
export function veiledName(stem: string, type: ResultType): string {
  return `${stem}-veiled.${type}`;
}
