import type { AudioIntent } from './audio-edit.ts';
import type { CutChoice } from './cut.ts';
import type { Layout } from './layout.ts';

/** What of a job's options has to do with who speaks. */
export interface SpeakerNeeds {
  /** The user's own wish. */
  readonly speakers?: boolean;
  readonly cut?: CutChoice;
  readonly layout?: Layout;
  readonly audio?: AudioIntent;
  readonly references?: readonly { readonly role: string }[];
}

/** Whether it must be known who speaks: the user wants to know, or somebody's speech is cut out, treated, or outlined. */
export function asksWhoSpeaks({ speakers, cut, layout, audio, references = [] }: SpeakerNeeds): boolean {
  const about = cut?.kind === 'people' && (cut.people.length > 0 || references.some(({ role }) => role === 'subject'));
  const cutBySpeech = about && cut.where !== 'visible'; // where anybody speaks is heard
  const outlined = layout?.kind === 'split' && layout.highlightSpeaker;
  return speakers === true || cutBySpeech || outlined || (audio?.treatments.some(({ where }) => where.kind === 'speech-of') ?? false);
}
