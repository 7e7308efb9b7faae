import type { MotionFormat } from './motion.ts';

/** How the names of files end in which bodies and what they do are written, after that of the video. */
export const motionEndings: Readonly<Record<MotionFormat, string>> = {
  keypoints: '-keypoints.json',
  'actions-csv': '-actions.csv',
  'actions-vtt': '-actions.vtt',
  'people-json': '-people.json',
  'people-text': '-people.txt',
};
