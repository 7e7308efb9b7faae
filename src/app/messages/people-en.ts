import type { PeopleKey } from './people-keys.ts';

export const peopleEn: Readonly<Record<PeopleKey, string>> = {
  references: 'People by photo',
  referencesHint: 'A photo of one face each. With somebody to keep, all others are hidden; with somebody to hide alone, all others who are surely known are shown. Who may be somebody to hide is hidden.',
  addKeep: 'Add a photo of somebody to keep',
  addHide: 'Add a photo of somebody to hide',
  keep: 'keep',
  hide: 'hide',
  subject: 'follow',
  voice: 'treat the voice',
  removeReference: 'Remove {file}',
  reportPeople: 'People',
  reportPerson: 'Person {id}',
  reportPersonLine: '{who}: {decision}, {seconds} s on screen, {first} to {last} s, confidence {percent} %',
  reportShown: 'shown',
  reportHidden: 'hidden',
  reportUnsure: '{n} more who cannot be told apart, hidden unless you decided otherwise',
  reportRecognition: 'Recognition',
  reportRecognitionLine: 'looked closely at {looked} of {followed} faces; {crossings} crossings, {corrections} tracks cut',
  alsoIn: 'Also in {file}',
  takeOver: 'Take over: {words}',
  takeOverHint: 'As you decided it for that video. It can be undone.',
};
