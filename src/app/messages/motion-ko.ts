import type { MotionMessages } from './motion-keys.ts';

export const motionKo: MotionMessages = {
  ui: {
    style: '모양',
    skeletons: '뼈대',
    boxes: '상자',
    ids: '번호',
    actions: '동작',
    words: '동작을 쓰는 언어',
    everybody: '고르지 않으면 찾은 사람 모두입니다.',
    canTell: '사람이 어디에 있는지, 어떻게 움직이는지, 14가지 동작(걷기, 손 흔들기, 앉기 등) 가운데 무엇처럼 보이는지 알려 줍니다. 모두 추정입니다. 몸을 놓치거나 점이 튀기도 하고, 14가지에 없는 동작을 그중 하나로 볼 수도 있습니다. 사람의 뜻이나 감정은 알려 주지 않습니다.',
    tellsWho: '가린 얼굴 위에 그리므로 얼굴은 그대로 가려집니다. 그러나 뼈대는 움직임을 보여 주므로, 걸음걸이를 아는 사람은 누구인지 알아볼 수 있습니다.',
    notWhole: '화면 전체를 가린 프레임에는 아무것도 그리지 않습니다.',
    files: '찾은 것 저장:',
    noBodiesYet: '아직 몸을 찾지 않아 플레이어와 파일에는 얼굴만 있습니다. 영상을 만들 때 찾습니다.',
    lookForBodies: '지금 찾기',
    actionsFound: '동작 ({n})',
    doneBy: '{name}: 아마도 {action}, {from}부터 {to}까지 ({percent} %)',
  },
  styles: {
    review: { name: '확인용', hint: '찾은 것을 모두, 얼마나 확실한지와 함께 보여 줍니다.' },
    publication: { name: '공개용', hint: '깔끔한 선만, 확실하지 않은 것은 빼고 보여 줍니다.' },
  },
  actions: {
    catch: '받기', clap: '손뼉 치기', golf: '골프 스윙', jump: '뛰어오르기', pick: '줍기', pour: '따르기', pullup: '턱걸이',
    push: '밀기', run: '달리기', sit: '앉기', stand: '일어서기', throw: '던지기', walk: '걷기', wave: '손 흔들기',
  },
  formats: {
    keypoints: { name: '관절점 (COCO)', hint: '프레임마다 몸의 17개 점을 COCO keypoints JSON으로 저장합니다.' },
    'actions-csv': { name: '동작 (CSV)', hint: '누가 언제 무엇을 하는지 표로 저장합니다.' },
    'actions-vtt': { name: '동작 (WebVTT)', hint: '같은 내용을 영상 자막으로 저장합니다.' },
    'people-json': { name: '사람별 요약 (JSON)', hint: '사람마다 얼마나 나오고 무엇을 하는지 프로그램용으로 저장합니다.' },
    'people-text': { name: '사람별 요약 (글)', hint: '같은 내용을 읽기 쉽게 저장합니다.' },
  },
};
