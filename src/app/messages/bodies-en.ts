import type { BodiesMessages } from './bodies-keys.ts';

export const bodiesEn: BodiesMessages = {
  label: 'Bodies',
  choice: {
    auto: { name: 'Where they help', hint: 'Looked for in thorough quality, and where more than the head is hidden or motion is drawn.' },
    on: { name: 'Always look for them', hint: 'Heads stay hidden while faces are turned away, too small or behind a hand. Takes several times as long, and may hide what is no head.' },
    off: { name: 'Only where nothing works without', hint: 'A head without a face to be seen is not hidden beyond half a second.' },
  },
  sampling: 'How often bodies are looked for',
  samplings: {
    default: { name: 'As it suits', hint: 'Every frame where people are hidden by them.' },
    auto: { name: 'Measured', hint: 'Tried on the first two seconds: the fewest looks, in the smallest pictures, that still find about the same.' },
    all: { name: 'Every frame', hint: 'Slow and sure.' },
    'every-2': { name: 'Every 2nd frame', hint: 'In between they are where the way leads.' },
    'every-3': { name: 'Every 3rd frame', hint: 'In between they are where the way leads.' },
    'every-4': { name: 'Every 4th frame', hint: 'In between they are where the way leads.' },
    motion: { name: 'Where something moves', hint: 'And once a second.' },
    scenes: { name: 'Once a second', hint: 'And where another scene begins: quick movements are lost.' },
  },
  poseModel: 'A network of your own',
  poseModelHint: 'An RTMO file (ONNX), in place of those that Veil has. It is kept until this page is closed; nobody has checked what it finds.',
  chooseModel: 'Choose an ONNX file',
  removeModel: 'Remove {file}',
  reportLabel: 'Bodies',
  report: '{followed} followed, {faceless} of them without a face; a head told by its body alone in {framesWithHeads} frames; looked for in {framesLooked} of {frames} frames ({sampling}, pictures of {percent} %)',
};
