import type { PeopleKey } from './people-keys.ts';

export const peopleKo: Readonly<Record<PeopleKey, string>> = {
  references: '사진으로 사람 고르기',
  referencesHint: '얼굴이 하나만 있는 사진을 넣으세요. 남길 사람이 있으면 나머지는 모두 가리고, 가릴 사람만 있으면 확실히 아는 다른 사람은 보입니다. 가릴 사람일 수도 있으면 가립니다.',
  addKeep: '남길 사람 사진 넣기',
  addHide: '가릴 사람 사진 넣기',
  keep: '남김',
  hide: '가림',
  subject: '따라가기',
  voice: '목소리 처리',
  removeReference: '{file} 빼기',
  reportPeople: '사람',
  reportPerson: '사람 {id}',
  reportPersonLine: '{who}: {decision}, 화면에 {seconds}초, {first}초부터 {last}초까지, 확신 {percent} %',
  reportShown: '보임',
  reportHidden: '가림',
  reportUnsure: '누구인지 알 수 없는 {n}명 더: 따로 정하지 않으면 가림',
  reportRecognition: '얼굴 구별',
  reportRecognitionLine: '얼굴 {followed}개 가운데 {looked}개를 자세히 봄, 교차 {crossings}번, 자른 자취 {corrections}개',
  alsoIn: '{file}에도 있음',
  takeOver: '가져오기: {words}',
  takeOverHint: '그 동영상에서 정하신 그대로입니다. 되돌릴 수 있습니다.',
};
