import type { LeftOutKind } from '../core/left-out.ts';
import { boxAt } from './box-at.ts';
import type { BoxPlace } from './box-at.ts';

/** Boxes that hold metadata boxes, with the bytes before the first of them; `meta` has 4 in ISO files and 0 in QuickTime's. */
const containers: ReadonlyMap<string, number> = new Map([['moov', 0], ['trak', 0], ['mdia', 0], ['udta', 0], ['ilst', 0]]);
/** What tells the kind of a box in `udta` or an item of `ilst`; anything else there is a tag. */
const kinds: readonly (readonly [RegExp, LeftOutKind])[] = [
  [/^(\xa9xyz|loci|\xa9loc|gps |GPS )$/, 'place'],
  [/^(\xa9mak|\xa9mod|\xa9swr|\xa9too|\xa9enc|manu|modl|model|CAME|FIRM|LENS|GPMF|MUID|SDLN|@sec)$/, 'device'],
  [/^(\xa9day|date|DTM |purd)$/, 'dates'],
  [/^(covr|thmb|thum|tnam|PICT)$/, 'cover'],
  [/^chpl$/, 'chapters'],
  [/^XMP_$/, 'xmp'],
];
/** Names of QuickTime's metadata keys ("mdta"). */
const keyKinds: readonly (readonly [RegExp, LeftOutKind])[] = [
  [/location|gps|geo/i, 'place'],
  [/make|model|software|camera|lens|device|android|encoder/i, 'device'],
  [/date/i, 'dates'],
  [/artwork/i, 'cover'],
];
/** Adobe's UUID of XMP in ISO files. */
const xmpUuid = 'be7acfcb97a942e89c71999491e3afac';
/** Boxes that say nothing of anybody. */
const harmless: ReadonlySet<string> = new Set(['free', 'skip', 'hdlr', 'name', 'data', 'meta']);

/** What metadata a header holds (`moov`, as it stands in the file), and the file beside it; each kind once, nothing of the content. */
export function findMetadata(moov: Uint8Array, topLevel: readonly BoxPlace[], uuids: readonly Uint8Array[]): LeftOutKind[] {
  const found = new Set<LeftOutKind>();
  walk(moov, 0, moov.length, 'file', found);
  for (const uuid of uuids) found.add(isXmp(uuid) ? 'xmp' : 'data');
  if (topLevel.some(({ type }) => type === 'meta' || type === 'udta')) found.add('tags');
  return [...found];
}

function walk(bytes: Uint8Array, from: number, to: number, parent: string, found: Set<LeftOutKind>): void {
  for (let at = from; at + 8 <= to; ) {
    const box = boxAt(bytes, at, at, to);
    if (box === null) return;
    const end = Math.min(to, at + box.size);
    const head = containers.get(box.type);
    if (box.type === 'meta') walk(bytes, at + metaHead(bytes, at), end, 'meta', found);
    else if (head !== undefined) walk(bytes, at + 8 + head, end, box.type, found);
    else note(bytes, box, end, parent, found);
    at += box.size;
  }
}

function note(bytes: Uint8Array, { type, start, size }: BoxPlace, end: number, parent: string, found: Set<LeftOutKind>): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
  if (['mvhd', 'tkhd', 'mdhd'].includes(type)) {
    // Version 1 has 64-bit times: creation and modification, either of them.
    const bytesOfTimes = view.byteLength < 28 ? 0 : view.getUint8(8) === 1 ? 16 : 8;
    for (let i = 0; i < bytesOfTimes; i += 4) if (view.getUint32(12 + i) !== 0) found.add('dates');
  } else if (type === 'uuid') {
    found.add(isXmp(bytes.subarray(start + 8, end)) ? 'xmp' : 'data');
  } else if (type === 'gps ' && parent === 'moov') {
    found.add('place'); // dash-cams
  } else if (type === 'keys') {
    const names = String.fromCharCode(...bytes.subarray(start + 16, Math.min(end, start + 16 + keyBytesMax)));
    for (const [pattern, kind] of keyKinds) if (pattern.test(names)) found.add(kind);
    if (names.replace(/location|gps|geo|make|model|software|camera|lens|device|android|encoder|date|artwork/gi, '') === names) found.add('tags');
  } else if (['udta', 'ilst', 'meta'].includes(parent) && !harmless.has(type) && size > 8) {
    // Items of QuickTime's `ilst` are numbered; their names stand in `keys`.
    if (parent === 'ilst' && view.getUint32(4) < 0x10000) return;
    const kind = kinds.find(([pattern]) => pattern.test(type))?.[1];
    if (kind !== undefined || parent !== 'meta') found.add(kind ?? 'tags');
  }
}

/** Names beyond this are not looked at: a header of a phone has twenty. */
const keyBytesMax = 8192;

/** QuickTime's `meta` holds boxes at once, ISO's after version and flags. */
function metaHead(bytes: Uint8Array, at: number): number {
  return String.fromCharCode(...bytes.subarray(at + 12, at + 16)) === 'hdlr' ? 8 : 12;
}

function isXmp(uuidAndMore: Uint8Array): boolean {
  return [...uuidAndMore.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('') === xmpUuid;
}
