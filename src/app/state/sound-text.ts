import type { Report } from '../../documents/report.ts';
import type { ReviewModel } from '../../rpc/review-types.ts';
import { fillIn } from '../messages/messages.ts';
import type { Messages } from '../messages/messages.ts';

/** What becomes of the sound at a moment; nothing where it stays as it is. */
export function treatedNow(treated: ReviewModel['treated'], seconds: number, text: Messages['sound']): string[] {
  const now = treated.find(({ startS, endS }) => seconds >= startS && seconds < endS);
  return now === undefined ? [] : [fillIn(text.treatedNow, { treatment: text[now.kind] })];
}

/** What became of the sound, for the report. */
export function soundReportText(text: Messages, { fate, codec, sourceCodec, packetsSilent, treated, voices }: Report['sound']): string {
  const sentences = { none: text.ui.noSound, carried: text.ui.soundCarried, 'partly-reencoded': text.sound.partlyMade, reencoded: text.ui.soundMade, 'left-out': text.ui.soundDrop };
  const done = ({ kind, seconds }: Report['sound']['treated'][number]): { treatment: string; seconds: string } => ({ treatment: text.sound[kind], seconds: seconds.toFixed(1) });
  return [
    fillIn(sentences[fate], { codec: codec ?? '', was: sourceCodec ?? '' }),
    ...(packetsSilent === 0 ? [] : [fillIn(text.ui.soundSilent, { n: packetsSilent })]),
    ...treated.map((each) => fillIn(text.sound.reportTreated, done(each))),
    ...voices.map((each) => fillIn(text.sound.reportVoice, { ...done(each), id: each.person })),
    ...(treated.some(({ kind }) => kind === 'disguise') ? [text.sound.stillRecognised] : []),
  ].join('; ');
}
