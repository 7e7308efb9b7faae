/** Texts of what is done to the sound. */
export const soundKeys = [
  'none', 'silence', 'bleep', 'disguise', 'disguise-all', 'disguise-speech', 'bleep-speech', 'silence-speech', 'disguiseHint', 'speechHint', 'voice', 'voiceOf', 'voiceHint', 'byHand', 'byHandHint', 'begin', 'cancelRange', 'selected', 'treated', 'putBack',
  'lane', 'treatedNow', 'partlyMade', 'reportTreated', 'reportVoice', 'stillRecognised',
] as const;
export type SoundKey = (typeof soundKeys)[number];
