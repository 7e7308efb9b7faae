/** What videos are encoded with. */
export type CodecFamily = 'h264' | 'vp9' | 'av1';
/** A family asked for; 'auto' is H.264 where it takes the size. */
export type CodecChoice = CodecFamily | 'auto';

/** How people call the codecs. */
export const codecNames: Readonly<Record<CodecFamily, string>> = { h264: 'H.264', vp9: 'VP9', av1: 'AV1' };
