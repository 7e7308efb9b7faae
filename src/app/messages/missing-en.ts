import type { MissingMessages } from './missing-keys.ts';

export const missingEn: MissingMessages = {
  label: 'Frames that cannot be decoded',
  report: '{frames}, of which {madeUp} are shown otherwise than hidden',
  policy: {
    hide: { name: 'Hidden whole', hint: 'Grey: nobody knows what they show.' },
    repeat: { name: 'The picture before', hint: 'Shown once more, with its masks.' },
    blend: { name: 'Mixed', hint: 'Of the pictures before and after, with their masks.' },
    black: { name: 'Black', hint: 'Nothing is shown.' },
    wide: { name: 'The whole picture before', hint: 'All of it, with its masks, even where the layout shows a part.' },
  },
};
