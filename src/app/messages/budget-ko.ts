import type { BudgetMessages } from './budget-keys.ts';

export const budgetKo: BudgetMessages = {
  label: '끝낼 시간(영상마다, 분)',
  hint: '비워 두면 필요한 만큼 걸립니다. 시간이 모자라면 새 영상을 한 단계씩 더 적은 비트로 만듭니다. 얼굴은 똑같이 꼼꼼하게 찾고 가립니다.',
  seconds: '{n}초',
  minutes: '{n}분',
  hours: '{n}시간',
  notices: {
    'finding-too-long': '{budget} 안에 끝낼 수 없습니다. 얼굴을 찾는 데만 약 {takes} 걸립니다. 그렇다고 덜 꼼꼼하게 찾지는 않습니다.',
    'quality-stepped': '시간이 모자라 여기부터 영상을 “{from}” 대신 “{to}” 용도로 만듭니다. 가리는 것은 그대로입니다.',
    'time-too-short': '{budget} 안에 끝나지 않으며 더 줄일 것이 없습니다. 작업은 계속합니다.',
    'output-alone': '여러 영상을 한꺼번에 만들 메모리가 부족하여 하나를 따로 만듭니다.',
    'output-frugal': '메모리가 부족하여 한 번에 더 적은 프레임으로 영상을 처음부터 다시 만듭니다. 더 느리지만 결과는 같습니다.',
  },
  reportTime: '주어진 시간',
  reportInTime: '{budget}, {worked} 만에 끝남',
  reportLate: '{budget}, {worked} 걸림',
  reportSteps: '낮춘 품질',
  profileStep: '시간이 모자라 {frame}번 프레임부터: {from} → {to}',
  aloneStep: '메모리가 부족하여 따로 만듦',
  fewerFramesStep: '메모리가 부족하여 한 번에 더 적은 프레임으로 만듦',
};
