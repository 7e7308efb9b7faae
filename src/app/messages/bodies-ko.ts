import type { BodiesMessages } from './bodies-keys.ts';

export const bodiesKo: BodiesMessages = {
  label: '몸 찾기',
  choice: {
    auto: { name: '도움이 될 때', hint: '‘꼼꼼하게’ 품질일 때와, 머리보다 넓게 가리거나 움직임을 그릴 때 찾습니다.' },
    on: { name: '항상 찾기', hint: '얼굴이 돌아가 있거나 너무 작거나 손에 가려도 머리를 계속 가립니다. 시간이 몇 배 더 걸리고, 머리가 아닌 곳을 가릴 수도 있습니다.' },
    off: { name: '꼭 필요할 때만', hint: '얼굴이 보이지 않는 머리는 0.5초가 지나면 가리지 않습니다.' },
  },
  sampling: '몸을 찾는 간격',
  samplings: {
    default: { name: '알맞게', hint: '몸으로 사람을 가릴 때는 모든 프레임을 봅니다.' },
    auto: { name: '재 보고 정하기', hint: '처음 2초로 시험해, 거의 같은 결과를 내는 가장 적은 횟수와 가장 작은 화면을 고릅니다.' },
    all: { name: '모든 프레임', hint: '느리지만 확실합니다.' },
    'every-2': { name: '2프레임마다', hint: '그 사이는 움직임을 이어서 채웁니다.' },
    'every-3': { name: '3프레임마다', hint: '그 사이는 움직임을 이어서 채웁니다.' },
    'every-4': { name: '4프레임마다', hint: '그 사이는 움직임을 이어서 채웁니다.' },
    motion: { name: '움직임이 있을 때', hint: '그리고 1초에 한 번.' },
    scenes: { name: '1초에 한 번', hint: '그리고 장면이 바뀔 때: 빠른 움직임은 놓칩니다.' },
  },
  poseModel: '직접 가진 모델',
  poseModelHint: 'Veil에 있는 모델 대신 쓸 RTMO 파일(ONNX)입니다. 이 페이지를 닫을 때까지만 쓰며, 무엇을 찾는지는 아무도 확인하지 않았습니다.',
  chooseModel: 'ONNX 파일 고르기',
  removeModel: '{file} 빼기',
  reportLabel: '몸',
  report: '{followed}명을 따라감, 그중 {faceless}명은 얼굴이 없음; {framesWithHeads}개 프레임에서 몸만으로 머리를 찾음; {frames}개 가운데 {framesLooked}개 프레임에서 찾음 ({sampling}, 화면 크기 {percent} %)',
};
