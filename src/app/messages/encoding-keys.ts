/** Texts of encoding profiles: settings, the report, what works in this browser. */
export const encodingKeys = [
  'profile', 'bitrate', 'codecUnavailable', 'trying', 'refusedLine', 'worksHere', 'nothingWorks', 'reportEncoding', 'reportEncodingLine', 'reportAdaptive', 'reportFirstFrame', 'reportChange',
] as const;
export type EncodingKey = (typeof encodingKeys)[number];
