import type { CoversMessages } from './covers-keys.ts';

export const coversKo: CoversMessages = {
  label: '사람의 어디를 가릴지',
  report: '사람마다 가린 부분',
  eyesOnly: '눈만 가렸습니다. 입, 머리카락, 귀와 얼굴형이 보이므로 아는 사람은 누구인지 알아볼 수 있습니다.',
  choice: {
    head: { name: '머리', hint: '머리카락, 귀, 턱까지 가립니다. 몸, 옷, 손과 움직임은 그대로 보입니다.' },
    eyes: {
      name: '눈',
      hint: '두 눈 위를 띠로 가리고, 눈의 위치를 모르면 머리 전체를 가립니다. 입, 머리카락, 귀 등 나머지는 그대로 보입니다. 누구인지 알아볼 수 없게 하지는 못하므로, 공개에 동의한 사람에게만 쓰세요.',
    },
    person: {
      name: '사람 전체',
      hint: '머리와, 찾아낸 몸을 가립니다. 얼굴만 찾은 곳에서는 몸이 있을 만한 자리를 가립니다. 넓은 옷, 든 물건, 그림자, 거울에 비친 모습, 움직임은 보일 수 있습니다.',
    },
  },
};
