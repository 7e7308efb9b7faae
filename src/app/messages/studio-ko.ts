import type { StudioKey } from './studio-keys.ts';

export const studioKo: Readonly<Record<StudioKey, string>> = {
  title: '무엇을 만들까요',
  hint: '무엇을 만들든 같은 사람들이 가려집니다.',
};
