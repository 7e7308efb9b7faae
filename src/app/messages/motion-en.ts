import type { MotionMessages } from './motion-keys.ts';

export const motionEn: MotionMessages = {
  ui: {
    style: 'Style',
    skeletons: 'Skeletons',
    boxes: 'Boxes',
    ids: 'Numbers',
    actions: 'Actions',
    words: 'Actions written in',
    everybody: 'Nobody chosen: everybody who is found.',
    canTell: 'Where people are, how they move, and which of 14 actions it looks like (walking, waving, sitting down …). These are estimates: bodies are missed, points jump, and an action that is none of the 14 may be taken for one of them. Nothing is told of what people mean or feel.',
    tellsWho: 'Hidden faces stay hidden, for it is drawn over the masks. But a skeleton shows how somebody moves, and who knows their walk may know them.',
    notWhole: 'Nothing is drawn on frames that are hidden whole.',
    files: 'Save what was found:',
    noBodiesYet: 'Nobody looked for bodies yet: the player and the files know faces alone. They are looked for when the video is made.',
    lookForBodies: 'Look for them now',
    actionsFound: 'Actions ({n})',
    doneBy: '{name}: probably {action}, {from} to {to} ({percent} %)',
  },
  styles: {
    review: { name: 'To check', hint: 'Everything that was found, with how sure it is.' },
    publication: { name: 'To publish', hint: 'Clean lines, and nothing that is unsure.' },
  },
  actions: {
    catch: 'catching', clap: 'clapping', golf: 'golf swing', jump: 'jumping', pick: 'picking up', pour: 'pouring', pullup: 'pull-up',
    push: 'pushing', run: 'running', sit: 'sitting down', stand: 'standing up', throw: 'throwing', walk: 'walking', wave: 'waving',
  },
  formats: {
    keypoints: { name: 'Points (COCO)', hint: 'The 17 points of each body in each frame, as COCO keypoints JSON.' },
    'actions-csv': { name: 'Actions (CSV)', hint: 'Who does what when, as a table.' },
    'actions-vtt': { name: 'Actions (WebVTT)', hint: 'The same as subtitles for the video.' },
    'people-json': { name: 'People (JSON)', hint: 'How long each person is there and what they do, for programs.' },
    'people-text': { name: 'People (text)', hint: 'The same to read.' },
  },
};
