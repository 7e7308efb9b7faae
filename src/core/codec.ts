/** What videos are encoded with. */
export type CodecFamily = 'h264' | 'hevc' | 'vp9' | 'av1';
/** A family asked for; 'auto' is H.264 where it takes the size. */
export type CodecChoice = CodecFamily | 'auto';

/** In the order in which 'auto' tries them: what plays in most places first. HEVC plays in fewer browsers than VP9 and AV1 do. */
export const codecFamilies: readonly CodecFamily[] = ['h264', 'vp9', 'av1', 'hevc'];

/** How people call the codecs. */
export const codecNames: Readonly<Record<CodecFamily, string>> = { h264: 'H.264', hevc: 'HEVC', vp9: 'VP9', av1: 'AV1' };
