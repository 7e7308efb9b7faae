import type { SpeechKey } from './speech-keys.ts';

export const speechKo: Readonly<Record<SpeechKey, string>> = {
  title: '말소리',
  summary: '말하는 구간 {n}개, 모두 {seconds}초입니다.',
  none: '말소리가 들리지 않았습니다.',
  unknown: '{from}부터 {to}까지는 소리를 들을 수 없었습니다. 그동안 누가 말하는지는 알 수 없습니다.',
  stretch: '{from}부터 {to}까지',
  goTo: '{from}의 말소리로 가기',
  find: '말소리 찾기',
  findHint: '녹음 전체를 듣고 말하는 구간을 나열합니다.',
  saveVtt: '말소리를 WebVTT로 저장',
  saveJson: 'JSON으로 저장',
  lane: '말소리',
  speaking: '누군가 말하는 중',
  sourceSound: '소리만, {seconds}초, {codec} 형식',
  soundHint: '이 파일에는 그림이 없어 가릴 얼굴도 없습니다.',
  whoSpeaks: '누가 말하는지 찾기',
  whoSpeaksHint: '입도 살펴보므로 더 오래 걸립니다. 추정일 뿐이며, 보이지 않는 사람이 말하면 누구인지 알 수 없습니다.',
  speaks: '{time} 동안 말하는 것으로 보임',
  speaksNow: '{name}이(가) 말하는 것으로 보임',
};
