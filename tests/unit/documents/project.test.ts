import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { loadProject, saveProject } from '../../../src/documents/project-json.ts';
import type { Migrations } from '../../../src/documents/project-json.ts';
import { requireSource } from '../../../src/documents/project.ts';
import type { Project } from '../../../src/documents/project.ts';

const image = { widthPx: 1, heightPx: 1, rgba: Uint8ClampedArray.of(1, 2, 3, 255) };
const marks = { skeletons: true, boxes: false, ids: true, actions: true, style: 'publication', words: 'ko' } as const;
const project: Project = {
  source: { name: '거리.mp4', fingerprint: 'abc' },
  looking: { quality: 'balanced', detector: 'auto', sensitivity: 0.5, startS: 1.5, endS: 9 },
  found: 'c0ffee00',
  corrections: [
    { kind: 'decide', track: 1, decision: 'show' },
    { kind: 'draw', mask: 1, shape: 'box', firstFrame: 0, lastFrame: 9, fill: { kind: 'image', image }, keyframes: [{ frame: 0, box: { x: 0, y: 0, width: 9, height: 9 } }] },
  ],
  makings: [
    { id: 0, kind: 'whole', wanted: false, people: [], aspect: '16:9', arrangement: 'side-by-side', places: 2, fit: 'cover', whenGone: 'hold', highlightSpeaker: false, only: 'all', minS: 1, paddingS: 0.5, mergeS: 1, maxS: null, order: 'time', secondsEach: 3, drawsMotion: false, marks },
    { id: 4, kind: 'split', wanted: true, people: [1, 2], aspect: '9:16', arrangement: 'stacked', places: 2, fit: 'contain', whenGone: 'blank', highlightSpeaker: true, only: 'speaking', minS: 0, paddingS: 0.25, mergeS: 2, maxS: 60, order: 'person', secondsEach: 1, drawsMotion: true, marks },
  ],
  intents: [
    { hide: { kind: 'people', others: 'show', keep: [1], hide: [2], covers: 'eyes', shape: 'ellipse', scale: 1.5, fill: { kind: 'image', image } }, cut: { kind: 'range', firstFrame: 3, lastFrame: 90 } },
    { hide: { kind: 'everyone', shape: 'rounded-box', scale: 1, fill: { kind: 'solid', color: '#000000' } }, audio: { treatments: [{ kind: 'bleep', where: { kind: 'speech-of', people: [2] } }] } },
  ],
};

function errorOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return `${error.code} ${String(error.details['field'] ?? '')}`.trim();
  }
  return 'none';
}

/** The saved project with one field, by its dotted path, set or (undefined) left out. */
function withField(path: string, value: unknown): string {
  const root = JSON.parse(saveProject(project)) as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop() as string;
  let at = root;
  for (const name of names) at = at[name] as Record<string, unknown>;
  at[last] = value;
  return JSON.stringify(root);
}

describe('a project', () => {
  it('comes back as it was saved, pictures of fills too', () => expect(loadProject(saveProject(project))).toEqual(project));

  it('is plain JSON that says what it is', () => {
    expect(JSON.parse(saveProject(project))).toMatchObject({ kind: 'veil-project', version: 3, source: { name: '거리.mp4', fingerprint: 'abc' } });
  });

  it.each<[string, string, unknown, string]>([
    ['another kind of document', 'kind', 'analysis', 'document/invalid kind'],
    ['no version', 'version', undefined, 'document/invalid version'],
    ['a newer version', 'version', 4, 'document/version'],
    ['no word on what its ids are of', 'found', undefined, 'document/invalid found'],
    ['no fingerprint', 'source.fingerprint', undefined, 'document/invalid source.fingerprint'],
    ['an unknown quality', 'looking.quality', 'best', 'document/invalid looking.quality'],
    ['an end before the start', 'looking.endS', 1, 'document/invalid looking.endS'],
    ['a correction nobody knows', 'corrections.0.kind', 'paint', 'document/invalid corrections[0].kind'],
    ['a sound treated nowhere', 'intents.1.audio', { treatments: [{ kind: 'bleep' }] }, 'document/invalid intents[1].audio.treatments[0].where'],
    ['nothing said of what to make', 'makings', undefined, 'document/invalid makings'],
    ['what cannot be made', 'makings.1.kind', 'collage', 'document/invalid makings[1].kind'],
    ['a first one that is not the video as it is', 'makings.0.kind', 'trim', 'document/invalid makings[0].kind'],
    ['the video as it is twice', 'makings.1.kind', 'whole', 'document/invalid makings[1].kind'],
    ['two of one id', 'makings.1.id', 0, 'document/invalid makings[1].id'],
    ['a person that is no id', 'makings.1.people', ['Mina'], 'document/invalid makings[1].people[0]'],
    ['more places than a grid has', 'makings.1.places', 10, 'document/invalid makings[1].places'],
    ['less than no time', 'makings.1.maxS', -1, 'document/invalid makings[1].maxS'],
    ['motion drawn or not', 'makings.1.drawsMotion', undefined, 'document/invalid makings[1].drawsMotion'],
    ['motion over the video as it is', 'makings.0.drawsMotion', true, 'document/invalid makings[0].drawsMotion'],
    ['labels in no language', 'makings.1.marks.words', 'xx', 'document/invalid makings[1].marks.words'],
    ['no intent', 'intents', [], 'document/invalid intents'],
    ['an intent that hides nothing', 'intents.1.hide', undefined, 'document/invalid intents[1].hide'],
    ['a mask of no size', 'intents.1.hide.scale', 0, 'document/invalid intents[1].hide.scale'],
    ['a part of people that nobody knows', 'intents.1.hide.covers', 'feet', 'document/invalid intents[1].hide.covers'],
    ['a fill whose picture is cut off', 'intents.0.hide.fill.image.rgba', 'AAAA', 'document/invalid intents[0].hide.fill.image.rgba'],
  ])('is refused with %s', (_, path, value, expected) => expect(errorOf(() => loadProject(withField(path, value)))).toBe(expected));

  it.each(['', '{', 'null', '[]'])('is refused as %j', (text) => expect(errorOf(() => loadProject(text))).toBe('document/invalid project'));

  it('is of one video only', () => {
    expect(errorOf(() => requireSource(project, 'abc'))).toBe('none');
    expect(errorOf(() => requireSource(project, 'abd'))).toBe('document/wrong-source');
  });
});

describe('older versions', () => {
  it('the first one does not say what its ids are of: nobody knows', () => {
    const { found: _, makings: __, ...first } = JSON.parse(saveProject(project)) as Record<string, unknown>;
    expect(loadProject(JSON.stringify({ ...first, version: 1 }))).toEqual({ ...project, found: null, makings: [] });
  });

  it('the second one does not keep what is to be made: the video as it is', () => {
    const { makings: _, ...second } = JSON.parse(saveProject(project)) as Record<string, unknown>;
    expect(loadProject(JSON.stringify({ ...second, version: 2 }))).toEqual({ ...project, makings: [] });
  });

  /** As if version 1 had said `movie` for `source`, and version 2 had no `looking`. */
  const steps: Migrations = [
    ({ movie, ...record }) => ({ ...record, source: movie }),
    (record) => ({ ...record, looking: project.looking }),
  ];
  const now = JSON.parse(saveProject(project, steps)) as Record<string, unknown>;
  const { source, looking: _, ...rest } = now;

  it.each<[number, Record<string, unknown>]>([
    [1, { ...rest, version: 1, movie: source }],
    [2, { ...rest, version: 2, source }],
    [3, now],
  ])('version %d is brought to the newest, step by step', (_version, record) => {
    expect(now['version']).toBe(3);
    expect(loadProject(JSON.stringify(record), steps)).toEqual(project);
  });

  it('what an older version did not have is not taken for granted', () => {
    expect(errorOf(() => loadProject(JSON.stringify({ ...rest, version: 1 }), steps))).toBe('document/invalid source');
  });
});
