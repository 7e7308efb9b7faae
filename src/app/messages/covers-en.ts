import type { CoversMessages } from './covers-keys.ts';

export const coversEn: CoversMessages = {
  label: 'What is hidden of a person',
  report: 'Hidden of each person',
  eyesOnly: 'Only the eyes are covered: mouth, hair, ears and the shape of the face are visible, and whoever knows these people will recognise them.',
  choice: {
    head: { name: 'The head', hint: 'With hair, ears and jaw. Body, clothes, hands and the way of moving stay visible.' },
    eyes: {
      name: 'The eyes',
      hint: 'A band over both eyes; the whole head where it is not known where they are. Mouth, hair, ears and all else stay visible: it does not make anybody unrecognisable, and is for people who agree to be seen.',
    },
    person: {
      name: 'The whole person',
      hint: 'Head and body, as far as the body is found; where only a face is, where a body would be. Wide clothes, things carried, shadows, mirrors, and how somebody moves may stay visible.',
    },
  },
};
