import type { MissingMessages } from './missing-keys.ts';

export const missingKo: MissingMessages = {
  label: '디코딩할 수 없는 프레임',
  report: '{frames}개, 그중 {madeUp}개는 가리지 않고 다른 방식으로 채움',
  policy: {
    hide: { name: '통째로 가리기', hint: '회색: 무엇이 보이는지 알 수 없기 때문입니다.' },
    repeat: { name: '앞 장면 반복', hint: '앞 장면을 가린 상태 그대로 한 번 더 보여 줍니다.' },
    blend: { name: '섞기', hint: '앞뒤 장면을 가린 상태로 섞습니다.' },
    black: { name: '검은 화면', hint: '아무것도 보여 주지 않습니다.' },
    wide: { name: '앞 장면 전체', hint: '화면 구성과 관계없이 앞 장면 전체를 가린 상태로 보여 줍니다.' },
  },
};
