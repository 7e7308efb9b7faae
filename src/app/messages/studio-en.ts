import type { StudioKey } from './studio-keys.ts';

export const studioEn: Readonly<Record<StudioKey, string>> = {
  title: 'What to make',
  hint: 'Whatever is made, the same people are hidden in it.',
};
