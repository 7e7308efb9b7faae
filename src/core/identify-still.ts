/** Pictures that can be worked on. */
export const stillFormats = ['JPEG', 'PNG', 'WebP', 'AVIF'] as const;
export type StillFormat = (typeof stillFormats)[number];
/** Pictures that are known by sight and refused by name. */
export type RefusedStill = 'AVIF sequence' | 'HEIC' | 'GIF' | 'BMP' | 'TIFF or camera raw' | 'JPEG XL' | 'JPEG 2000' | 'Photoshop' | 'icon' | 'SVG' | 'camera raw';

/** Brands of ISO/IEC 23008-12 (HEIF) for HEVC-coded pictures and sequences, and the structural ones that most often hold them. */
const heifBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1', 'mif2', 'mif3']);

/** Tells a picture by its first bytes (512 are enough), never by its name; undefined when they begin no picture that is known. */
export function identifyStill(head: Uint8Array): StillFormat | RefusedStill | undefined {
  const text = (from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));
  const word = head.length >= 4 ? new DataView(head.buffer, head.byteOffset).getUint32(0) : 0;
  if (word >>> 8 === 0xffd8ff) return 'JPEG';
  if (word === 0x89504e47) return 'PNG';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'WebP';
  if (text(4, 8) === 'ftyp') return heifKind(brands(head, text));
  if (text(0, 4) === 'GIF8') return 'GIF';
  if (text(0, 2) === 'BM' && head[14] !== 0 && head[15] === 0) return 'BMP';
  if (word === 0x49492a00 || word === 0x4d4d002a || word === 0x49492b00) return 'TIFF or camera raw';
  if (word >>> 16 === 0xff0a || text(4, 8) === 'JXL ') return 'JPEG XL';
  if (text(4, 8) === 'jP  ' || word === 0xff4fff51) return 'JPEG 2000';
  if (text(0, 4) === '8BPS') return 'Photoshop';
  if (word === 0x00000100) return 'icon';
  return /^(\ufeff|ï»¿)?\s*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/.test(text(0, Math.min(head.length, 512))) ? 'SVG' : undefined;
}

/** Major and compatible brands of a file type box. */
function brands(head: Uint8Array, text: (from: number, to: number) => string): Set<string> {
  const end = Math.min(head.length, new DataView(head.buffer, head.byteOffset).getUint32(0));
  const found = new Set([text(8, 12)]);
  for (let at = 16; at + 4 <= end; at += 4) found.add(text(at, at + 4));
  return found;
}

/** A file that may be read both as a picture and as a sequence counts as the sequence: nothing of it may be dropped unsaid. */
function heifKind(of: ReadonlySet<string>): StillFormat | RefusedStill | undefined {
  if (of.has('avis')) return 'AVIF sequence';
  if (of.has('avif')) return 'AVIF';
  if (of.has('crx ')) return 'camera raw';
  return [...of].some((brand) => heifBrands.has(brand)) ? 'HEIC' : undefined;
}
