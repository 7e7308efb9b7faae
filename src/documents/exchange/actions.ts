import type { Action, Analysis } from '../analysis.ts';
import { nameOf, personOfTrack } from '../person-of-track.ts';
import { roundedScore } from './labels.ts';
import type { SpeechCue } from './webvtt.ts';

/** By when they begin, then by track. */
export function actionsInOrder(actions: readonly Action[]): Action[] {
  return actions.toSorted((a, b) => a.startUs - b.startUs || a.track - b.track);
}

/** Actions as cues, each in the voice span of whoever does it: by name, by the number that reports have for them, or by the body's track. */
export function actionCues(analysis: Pick<Analysis, 'tracks' | 'identities' | 'actions'>): SpeechCue[] {
  return actionsInOrder(analysis.actions).map(({ track, startUs, endUs, label }) => {
    const person = personOfTrack(analysis, track);
    return { startUs, endUs, text: label, speaker: person === undefined ? `Body ${track}` : nameOf(person) };
  });
}

/**
 * Actions as CSV (RFC 4180, with a header): the body's track, the person (empty where nobody knows who it is), seconds from the first presented
 * frame to the microsecond, what is done, and how sure it is (0–1).
 */
export function actionsToCsv(analysis: Pick<Analysis, 'tracks' | 'identities' | 'actions'>): string {
  const rows = actionsInOrder(analysis.actions).map(({ track, startUs, endUs, label, score }) => {
    const person = personOfTrack(analysis, track);
    return [String(track), person === undefined ? '' : nameOf(person), seconds(startUs), seconds(endUs), label, String(roundedScore(score))];
  });
  return [['track', 'person', 'start_s', 'end_s', 'label', 'score'], ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

function seconds(us: number): string {
  return (us / 1e6).toFixed(6);
}

/** Quoted where it must be. A name that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises. */
function csvField(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
