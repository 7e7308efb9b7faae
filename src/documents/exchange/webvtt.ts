import type { Analysis } from '../analysis.ts';
import { invalidField } from '../checks.ts';

/** A cue of WebVTT: microseconds from the first presented frame, the end exclusive, and what is said of them. */
export interface SpeechCue {
  readonly startUs: number;
  readonly endUs: number;
  readonly text: string;
  /** Who speaks, or does what is said: becomes a voice span (W3C WebVTT, 4.2.2). Absent: nobody knows. */
  readonly speaker?: string;
}

/** Cues for all speech; where it is known who speaks, one for each speaker, by name or by the number that reports have for them. */
export function speechCues({ speech, speakers = [], identities }: Pick<Analysis, 'speech' | 'speakers' | 'identities'>): SpeechCue[] {
  const cues: SpeechCue[] = [];
  for (const { startUs, endUs } of speech) {
    let at = startUs;
    const add = (until: number, speaker?: string): void => {
      if (until > at) cues.push({ startUs: at, endUs: until, text: 'speech', ...(speaker === undefined ? {} : { speaker }) });
      at = Math.max(at, until);
    };
    for (const range of speakers) {
      if (range.startUs >= endUs || range.endUs <= at) continue;
      const person = identities.find(({ tracks }) => tracks.includes(range.track));
      add(range.startUs);
      add(Math.min(endUs, range.endUs), person === undefined ? undefined : (person.name ?? `Person ${person.id}`));
    }
    add(endUs);
  }
  return cues;
}

/** WebVTT of cues (W3C WebVTT, 4.1). Its times are milliseconds: cues lie within half of one of where they were. */
export function speechToVtt(cues: readonly SpeechCue[]): string {
  const blocks = cues.map(({ startUs, endUs, text, speaker }) => {
    const voice = speaker === undefined ? '' : `<v ${escaped(oneLine(speaker))}>`;
    return `${timeText(startUs)} --> ${timeText(endUs)}\n${voice}${escaped(oneLine(text))}\n`;
  });
  return ['WEBVTT\n', ...blocks].join('\n');
}

/**
 * Reads cues with their speakers; settings, styles, regions and comments are passed over, tags but that of the voice are left out. Throws
 * `document/invalid` with the line.
 */
export function speechFromVtt(text: string): SpeechCue[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  if (!/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')) throw invalidField('line 1', 'WEBVTT');
  const cues: SpeechCue[] = [];
  for (let index = 1; index < lines.length; index += 1) {
    const line = lines[index] as string;
    if (!line.includes('-->')) continue;
    const path = `line ${index + 1}`;
    const [startUs, endUs] = readTimes(line, path);
    const payload: string[] = [];
    while ((lines[index + 1] ?? '') !== '') payload.push(lines[(index += 1)] as string);
    cues.push({ startUs, endUs, ...readPayload(payload.join('\n')) });
  }
  return cues;
}

function readTimes(line: string, path: string): [number, number] {
  const [, start = '', end = ''] = /^\s*(\S+)\s*-->\s*(\S+)(?:\s.*)?$/.exec(line) ?? [];
  const [startUs, endUs] = [start, end].map((time) => {
    const [, hours = '0', minutes, seconds, thousandths] = /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/.exec(time) ?? [];
    if (minutes === undefined) throw invalidField(path, 'two times like 00:01.500');
    return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000_000 + Number(thousandths) * 1000;
  }) as [number, number];
  if (endUs < startUs) throw invalidField(path, 'a cue that ends after it begins');
  return [startUs, endUs];
}

function readPayload(payload: string): Pick<SpeechCue, 'text' | 'speaker'> {
  const speaker = /<v(?:\.[^\s>]*)?\s+([^>]*)>/.exec(payload)?.[1];
  const text = unescaped(payload.replace(/<[^>]*>/g, ''));
  return speaker === undefined ? { text } : { text, speaker: unescaped(speaker.trim()) };
}

function timeText(us: number): string {
  const all = Math.round(us / 1000);
  const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
  const [hours, minutes, seconds] = [Math.floor(all / 3_600_000), Math.floor(all / 60_000) % 60, Math.floor(all / 1000) % 60];
  return `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}.${pad(all % 1000, 3)}`;
}

/** An empty line would end the cue. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

const escapes = [['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;']] as const;

function escaped(text: string): string {
  return escapes.reduce((all, [plain, code]) => all.replaceAll(plain, code), text);
}

function unescaped(text: string): string {
  return escapes.toReversed().reduce((all, [plain, code]) => all.replaceAll(code, plain), text);
}
