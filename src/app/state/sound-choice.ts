import type { AudioIntent } from '../../documents/audio-edit.ts';
import type { JobOptions } from '../../rpc/job-types.ts';

/** What the settings offer for the sound of a whole video; people's voices and stretches by hand are the review room's. */
export const soundChoices = ['keep', 'drop', 'disguise-all', 'disguise-speech', 'bleep-speech', 'silence-speech'] as const;
export type SoundChoice = (typeof soundChoices)[number];

const treatments: Readonly<Record<Exclude<SoundChoice, 'keep' | 'drop'>, AudioIntent['treatments'][number]>> = {
  'disguise-all': { kind: 'disguise', where: { kind: 'everything' } },
  'disguise-speech': { kind: 'disguise', where: { kind: 'all-speech' } },
  'bleep-speech': { kind: 'bleep', where: { kind: 'all-speech' } },
  'silence-speech': { kind: 'silence', where: { kind: 'all-speech' } },
};

/** A choice as a job's form has it. */
export function soundOptions(choice: SoundChoice): Pick<JobOptions, 'sound' | 'audio'> {
  return choice === 'keep' || choice === 'drop' ? { sound: choice } : { sound: 'keep', audio: { treatments: [treatments[choice]] } };
}

/** The choice behind what a project says of the sound; undefined for what the settings do not offer. */
export function soundChoiceOf(audio: AudioIntent | undefined): SoundChoice | undefined {
  return soundChoices.find((choice) => choice !== 'drop' && JSON.stringify(soundOptions(choice).audio) === JSON.stringify(audio));
}
