import type { Analysis } from '../analysis.ts';
import { actionCues, actionsToCsv } from './actions.ts';
import { keypointsToCoco } from './coco-keypoints.ts';
import { peopleToJson, peopleToText } from './people-summary.ts';
import { speechToVtt } from './webvtt.ts';

/** What is written of bodies and what they do: COCO keypoints, actions as CSV and WebVTT, a summary of each person as JSON and in words. */
export const motionFormats = ['keypoints', 'actions-csv', 'actions-vtt', 'people-json', 'people-text'] as const;
export type MotionFormat = (typeof motionFormats)[number];

const writers: { readonly [F in MotionFormat]: (analysis: Analysis) => string } = {
  keypoints: keypointsToCoco,
  'actions-csv': actionsToCsv,
  'actions-vtt': (analysis) => speechToVtt(actionCues(analysis)),
  'people-json': peopleToJson,
  'people-text': peopleToText,
};

export function writeMotion(analysis: Analysis, format: MotionFormat): string {
  return writers[format](analysis);
}

export function isMotionFormat(format: string): format is MotionFormat {
  return motionFormats.some((each) => each === format);
}
