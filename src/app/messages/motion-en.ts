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
  },
  styles: {
    review: { name: 'To check', hint: 'Everything that was found, with how sure it is.' },
    publication: { name: 'To publish', hint: 'Clean lines, and nothing that is unsure.' },
  },
  actions: {
    catch: 'catching', clap: 'clapping', golf: 'golf swing', jump: 'jumping', pick: 'picking up', pour: 'pouring', pullup: 'pull-up',
    push: 'pushing', run: 'running', sit: 'sitting down', stand: 'standing up', throw: 'throwing', walk: 'walking', wave: 'waving',
  },
};
