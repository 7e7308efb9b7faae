import type { BudgetMessages } from './budget-keys.ts';

export const budgetEn: BudgetMessages = {
  label: 'Be done in (minutes a video)',
  hint: 'Empty: as long as it takes. Where the time is too short, the new video is coded with fewer bits, step by step. Faces are looked for and hidden with the same care.',
  seconds: '{n} s',
  minutes: '{n} min',
  hours: '{n} h',
  notices: {
    'finding-too-long': 'This cannot be done in {budget}: looking for faces alone takes about {takes}. It is not done with less care for that.',
    'quality-stepped': 'The time is short: from here on the video is coded for “{to}” instead of “{from}”. What is hidden stays the same.',
    'time-too-short': 'This will not be done in {budget}, and nothing is left that could be left out. It goes on.',
    'output-alone': 'Memory ran out for several videos at once: one of them is made by itself.',
    'output-frugal': 'Memory ran out: the video is made from its beginning again, with fewer frames at once. That is slower, with the same result.',
  },
  reportTime: 'Time given',
  reportInTime: '{budget}, done in {worked}',
  reportLate: '{budget}, took {worked}',
  reportSteps: 'Quality stepped down',
  profileStep: 'from frame {frame} on for want of time: {from} → {to}',
  aloneStep: 'for want of memory: made by itself',
  fewerFramesStep: 'for want of memory: fewer frames at once',
};
