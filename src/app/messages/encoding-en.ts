import type { CodecChoice } from '../../core/codec.ts';
import type { BitrateChoice, EncodingProfile } from '../../core/encoding.ts';
import type { EncodingKey } from './encoding-keys.ts';
import type { Named } from './messages.ts';

export const encodingEn: Readonly<Record<EncodingKey, string>> = {
  profile: 'Made for',
  bitrate: 'Bitrate',
  codecUnavailable: '{codec} – not here',
  trying: 'Trying out what this browser can encode…',
  refusedLine: '{codec}: {why}.',
  worksHere: 'What works here: {codecs}.',
  nothingWorks: 'No other codec works here either.',
  reportEncoding: 'Encoded as',
  reportEncodingLine: '{profile}, {codec} ({hardware}), {asked} kbit/s asked for, {got} kbit/s came out, a key frame every {key} s at least',
  reportAdaptive: '{lowest} to {highest}',
  reportFirstFrame: 'first picture after {ms} ms',
  reportChange: '{from} failed in the middle ({reason}), made anew with {to}',
};

export const profileEn: Readonly<Record<EncodingProfile, Named>> = {
  balanced: { name: 'Everything (balanced)', hint: 'About as good as the source, at a bitrate that follows it.' },
  realtime: { name: 'Live (realtime)', hint: 'The encoder does not look ahead; an even, somewhat lower bitrate, a key frame each second.' },
  streaming: { name: 'The network (streaming)', hint: 'Three quarters of the bits, at an even rate that players’ buffers can follow.' },
  quality: { name: 'Looking closely (quality)', hint: 'Half as many bits again, fewer key frames.' },
  archival: { name: 'Keeping and editing (archival)', hint: 'Three times the bits, a key frame each second, encoded in software where there is some.' },
};

export const bitrateEn: Readonly<Record<BitrateChoice, Named>> = {
  constant: { name: 'constant', hint: 'The same whatever is to be seen.' },
  adaptive: { name: 'by content', hint: 'From half to one and a half times, by edges, texture and levels of each key frame. Measured to be no better on average.' },
};

export const codecEn: Readonly<Record<CodecChoice, Named>> = {
  auto: { name: 'Automatic', hint: 'H.264, or VP9 where H.264 does not take the size.' },
  h264: { name: 'H.264', hint: 'Plays everywhere. Even sizes only.' },
  hevc: { name: 'HEVC', hint: 'Encoded by few browsers, on hardware for it. Even sizes only.' },
  vp9: { name: 'VP9', hint: 'Smaller, slower to make. Any size.' },
  av1: { name: 'AV1', hint: 'Smallest, slowest to make. Any size.' },
};
