import type { SpeechKey } from './speech-keys.ts';

export const speechEn: Readonly<Record<SpeechKey, string>> = {
  title: 'Speech',
  summary: 'Somebody speaks in {n} stretches, {seconds} s in all.',
  none: 'Nobody was heard to speak.',
  unknown: 'From {from} to {to} nobody could listen to the sound: whether somebody speaks there is not known.',
  stretch: '{from} to {to}',
  goTo: 'Go to the speech at {from}',
  find: 'Find speech',
  findHint: 'Listens to the whole recording and lists where somebody speaks.',
  saveVtt: 'Save speech as WebVTT',
  saveJson: 'Save as JSON',
  lane: 'Speech',
  speaking: 'somebody speaks',
  sourceSound: 'sound alone, {seconds} s, {codec}',
  soundHint: 'There is no picture in this file, and so no face to hide.',
  whoSpeaks: 'Find out who speaks',
  whoSpeaksHint: 'Looks at mouths too, which takes longer. An estimate: whoever speaks unseen is not named.',
  speaks: 'probably speaks for {time}',
  speaksNow: 'probably {name} speaks',
};
