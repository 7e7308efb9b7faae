/** Kinds of things in a file that an output never holds; each has a word in the page's messages. */
export const leftOutKinds = [
  'video', 'audio', 'subtitles', 'chapters', 'cover', 'timed-metadata', 'timecode', 'attachments', 'place', 'device', 'dates', 'exif', 'xmp', 'iptc', 'tags', 'provenance', 'pictures', 'data', 'damaged',
] as const;
export type LeftOutKind = (typeof leftOutKinds)[number];

/** Something that was found in a file and is not carried over. */
export interface LeftOut {
  readonly kind: LeftOutKind;
  /** The container's own name of a track's codec. */
  readonly codec?: string;
  /** ISO 639-2, three letters; absent where it is not told. */
  readonly language?: string;
}

/** In English, for reports: "subtitles (tx3g, kor)". */
export function leftOutText({ kind, codec, language }: LeftOut): string {
  const facts = [codec, language].filter((fact) => fact !== undefined);
  return `${leftOutWords[kind]}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
}

/** The page's English words too. */
export const leftOutWords: Readonly<Record<LeftOutKind, string>> = {
  video: 'another video track',
  audio: 'another audio track',
  subtitles: 'subtitles',
  chapters: 'chapters',
  cover: 'cover picture',
  'timed-metadata': 'timed metadata (position, motion and the like)',
  timecode: 'timecode',
  attachments: 'attached files',
  place: 'place',
  device: 'device or program',
  dates: 'dates',
  exif: 'EXIF',
  xmp: 'XMP',
  iptc: 'IPTC',
  tags: 'title and other tags',
  provenance: 'provenance (C2PA)',
  pictures: 'further pictures',
  data: 'other data',
  damaged: 'what was in damaged parts of the file: pictures are missing there',
};
