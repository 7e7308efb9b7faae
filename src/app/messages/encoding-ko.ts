import type { CodecChoice } from '../../core/codec.ts';
import type { BitrateChoice, EncoderHardware, EncoderRefusal, EncodingProfile } from '../../core/encoding.ts';
import type { EncodingKey } from './encoding-keys.ts';
import type { Named } from './messages.ts';

export const encodingKo: Readonly<Record<EncodingKey, string>> = {
  profile: '용도',
  bitrate: '비트레이트',
  codecUnavailable: '{codec} – 여기서는 안 됨',
  trying: '이 브라우저가 무엇을 만들 수 있는지 시험하는 중…',
  refusedLine: '{codec} 사용 불가: {why}.',
  worksHere: '여기서 되는 것: {codecs}.',
  nothingWorks: '다른 코덱도 여기서는 되지 않습니다.',
  reportEncoding: '영상 만들기',
  reportEncodingLine: '{profile}, {codec}({hardware}), 요청 {asked} kbit/s, 실제 {got} kbit/s, 키 프레임은 적어도 {key}초마다',
  reportAdaptive: '{lowest}에서 {highest}까지',
  reportFirstFrame: '첫 화면까지 {ms} ms',
  reportChange: '{from}이(가) 도중에 실패해({reason}) {to}(으)로 새로 만듦',
};

export const profileKo: Readonly<Record<EncodingProfile, Named>> = {
  balanced: { name: '두루 쓰기(balanced)', hint: '원본만큼 좋게, 원본을 따르는 비트레이트로 만듭니다.' },
  realtime: { name: '실시간(realtime)', hint: '인코더가 앞을 내다보지 않습니다. 고르고 조금 낮은 비트레이트, 1초마다 키 프레임.' },
  streaming: { name: '전송(streaming)', hint: '비트를 4분의 3만 쓰고, 재생기가 따라갈 수 있게 고르게 보냅니다.' },
  quality: { name: '자세히 보기(quality)', hint: '비트를 절반 더 쓰고 키 프레임은 줄입니다.' },
  archival: { name: '보관과 편집(archival)', hint: '비트를 세 배 쓰고 1초마다 키 프레임을 두며, 되는 곳에서는 소프트웨어로 만듭니다.' },
};

export const bitrateKo: Readonly<Record<BitrateChoice, Named>> = {
  constant: { name: '일정하게', hint: '무엇이 보이든 같습니다.' },
  adaptive: { name: '내용에 따라', hint: '키 프레임의 윤곽, 질감, 밝기 단계에 따라 절반에서 1.5배까지. 평균해서 더 낫지 않다고 측정되었습니다.' },
};

export const codecKo: Readonly<Record<CodecChoice, Named>> = {
  auto: { name: '자동', hint: 'H.264. H.264가 받지 않는 크기면 VP9.' },
  h264: { name: 'H.264 (어디서나 재생)', hint: '어디서나 재생됩니다. 짝수 크기만 됩니다.' },
  hevc: { name: 'HEVC (전용 하드웨어)', hint: '전용 하드웨어가 있는 몇몇 브라우저만 만들 수 있습니다. 짝수 크기만 됩니다.' },
  vp9: { name: 'VP9 (모든 크기)', hint: '더 작고 만드는 데 더 오래 걸립니다. 모든 크기가 됩니다.' },
  av1: { name: 'AV1 (가장 작음)', hint: '가장 작고 가장 오래 걸립니다. 모든 크기가 됩니다.' },
};

export const encoderRefusalKo: Readonly<Record<EncoderRefusal, string>> = {
  'odd-size': '가로와 세로가 짝수여야 합니다',
  'too-large': '화면이 이 코덱의 어떤 레벨보다도 큽니다',
  unsupported: '이 브라우저에 이 코덱의 인코더가 없습니다',
  failed: '시험할 때 인코더가 실패했습니다({detail})',
  silent: '시험할 때 인코더가 아무것도 내놓지 않았습니다',
  'wrong-output': '시험할 때 인코더가 요청과 다른 것을 내놓았습니다({detail})',
};

export const encoderHardwareKo: Readonly<Record<EncoderHardware, string>> = {
  'prefer-hardware': '하드웨어',
  'prefer-software': '소프트웨어',
  'no-preference': '브라우저가 고른 하드웨어나 소프트웨어',
};
