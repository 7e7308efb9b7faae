import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import type { Analysis, Identity, Track } from '../../../src/documents/analysis.ts';
import { analysisJsonParts, exportAnalysis, importAnalysis } from '../../../src/documents/analysis-json.ts';

const track: Track = {
  id: 1,
  kind: 'face',
  frames: Int32Array.of(1, 2),
  boxes: Float32Array.of(1.25, -2.5, 30, 40.75, 2, 3, 30, 40),
  scores: Float32Array.of(0.5, 0),
  origins: Uint8Array.of(0, 2),
};

const analysis: Analysis = {
  source: { name: '', widthPx: 640, heightPx: 480, timescale: 30000, ticks: Float64Array.of(0, 1001, 2002), lastDurationTicks: 1001, fingerprint: 'f' },
  tracks: [track],
  identities: [{ id: 1, tracks: [1], confidence: 0.75, sure: true, maybe: [], best: { frame: 1, box: { x: 1.25, y: -2.5, width: 30, height: 40.75 } } }],
  recognition: { embedded: 1, trackFrames: 2, risks: [{ kind: 'crossing', tracks: [1], firstFrame: 1, lastFrame: 2 }], cuts: 1 },
  speech: [{ startUs: 0, endUs: 5 }],
  speechUnknown: [{ startUs: 5, endUs: 9 }],
  actions: [{ track: 1, startUs: 0, endUs: 5, label: 'waves', score: 0.5 }],
  unknown: [{ firstFrame: 0, lastFrame: 0 }],
  shotStarts: [2],
  runs: [{ stage: 'observe', backend: 'cpu', frames: 3, ms: 1.5, detail: 'yunet' }],
  ineffective: [],
};

function errorOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return `${error.code} ${String(error.details['field'] ?? '')}`.trim();
  }
  return 'none';
}

/** The JSON with one field, by its dotted path, set or (undefined) left out. */
function withField(text: string, path: string, value: unknown): string {
  const root = JSON.parse(text) as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop() as string;
  let at = root;
  for (const name of names) at = at[name] as Record<string, unknown>;
  at[last] = value;
  return JSON.stringify(root);
}

describe('the Analysis export', () => {
  it('gives back poses, what nobody saw of them, and whose faces a body has', () => {
    const poses = Float32Array.from({ length: 2 * 51 }, (_, index) => (index < 3 ? NaN : index / 4));
    const body: Track = { ...track, id: 2, kind: 'person', poses, faces: [1] };
    const text = exportAnalysis({ ...analysis, tracks: [track, body] });
    expect(importAnalysis(text).tracks).toEqual([track, body]);
    expect(errorOf(() => importAnalysis(text.replace('"faces":[1]', '"faces":[7]')))).toBe('document/invalid tracks[1].faces');
    expect(errorOf(() => importAnalysis(text.replace('"poses":[null,', '"poses":[')))).toBe('document/invalid tracks[1].samples.poses');
  });

  it('has the fields of the design and no others', () => {
    expect(JSON.parse(exportAnalysis(analysis))).toEqual({
      version: 1,
      source: { widthPx: 640, heightPx: 480, timescale: 30000, ticks: [0, 1001, 2002], fingerprint: 'f' },
      tracks: [
        {
          id: 1,
          kind: 'face',
          samples: { frames: [1, 2], boxes: [1.25, -2.5, 30, 40.75, 2, 3, 30, 40], scores: [0.5, 0], origins: ['detected', 'extended'] },
        },
      ],
      identities: [{ id: 1, tracks: [1], confidence: 0.75, sure: true, maybe: [], best: { frame: 1, box: { x: 1.25, y: -2.5, width: 30, height: 40.75 } } }],
      recognition: { embedded: 1, trackFrames: 2, risks: [{ kind: 'crossing', tracks: [1], firstFrame: 1, lastFrame: 2 }], cuts: 1 },
      speech: [{ startUs: 0, endUs: 5 }],
      speechUnknown: [{ startUs: 5, endUs: 9 }],
      actions: [{ track: 1, startUs: 0, endUs: 5, label: 'waves', score: 0.5 }],
      unknown: [{ firstFrame: 0, lastFrame: 0 }],
      shotStarts: [2],
      runs: [{ stage: 'observe', backend: 'cpu', frames: 3, ms: 1.5, detail: 'yunet' }],
    });
  });

  it.each<[string, Analysis]>([
    ['as it was', analysis],
    ['with who speaks', { ...analysis, speakers: [{ startUs: 1, endUs: 4, track: 1, confidence: 0.5 }] }],
    ['with nobody who speaks, which is another thing than not having looked', { ...analysis, speakers: [] }],
  ])('comes back %s', (_, each) => expect(importAnalysis(exportAnalysis(each))).toEqual(each));

  it('of before anybody listened says that speech is unknown', () => {
    const old = withField(exportAnalysis(analysis), 'speechUnknown', undefined);
    expect(importAnalysis(old).speechUnknown).toEqual([{ startUs: 0, endUs: 100_100 }]);
  });

  it('comes back without shots where nobody looked for them', () => {
    const { shotStarts: _, ...without } = analysis;
    expect(importAnalysis(exportAnalysis(without))).toEqual(without);
  });

  it('keeps names, decisions and drawn masks, but not their fills', () => {
    const polygon = { mask: 2, shape: 'polygon', label: 'plate', points: Float32Array.of(0, 0, 9, 0, 0, 9.5, 1, 0, 9, 0, 0, 9) } as const;
    const drawn: Track = { ...track, id: 1_000_000_002, kind: 'manual', drawn: polygon };
    const corrected = { ...analysis, tracks: [track, drawn], identities: [{ ...(analysis.identities[0] as Identity), name: '미나', decision: 'show' as const }] };
    expect(importAnalysis(exportAnalysis(corrected))).toEqual(corrected);
    const filled = { ...drawn, drawn: { ...polygon, fill: { kind: 'solid', color: '#ff0000' } as const } };
    expect(exportAnalysis({ ...corrected, tracks: [track, filled] })).toBe(exportAnalysis(corrected));
  });

  it.each<[string, unknown, string]>([
    ['an unknown shape', { mask: 1, shape: 'star', label: '', points: [] }, 'document/invalid tracks[0].drawn.shape'],
    ['a polygon of two corners', { mask: 1, shape: 'polygon', label: '', points: [0, 0, 1, 1, 0, 0, 1, 1] }, 'document/invalid tracks[0].drawn.points'],
    ['corners of one frame only', { mask: 1, shape: 'polygon', label: '', points: [0, 0, 1, 1, 2, 2, 3, 3, 4, 4] }, 'document/invalid tracks[0].drawn.points'],
    ['corners of a box', { mask: 1, shape: 'box', label: '', points: [0, 0] }, 'document/invalid tracks[0].drawn.points'],
  ])('is refused with a drawn mask of %s', (_, drawn, expected) => {
    expect(errorOf(() => importAnalysis(withField(exportAnalysis(analysis), 'tracks.0.drawn', drawn)))).toBe(expected);
  });

  it('comes in one piece per track', () => {
    const many = { ...analysis, tracks: [1, 2, 3].map((id) => ({ ...track, id })) };
    expect([...analysisJsonParts(many)].length).toBe(5);
    expect(importAnalysis(exportAnalysis(many))).toEqual(many);
  });

  it('rounds boxes to 0.01 px and scores to 1e-4', () => {
    const fine = { ...track, boxes: new Float32Array(8).fill(1.23456), scores: new Float32Array(2).fill(0.123456) };
    expect(exportAnalysis({ ...analysis, tracks: [fine] })).toContain('\"boxes\":[1.23,1.23,1.23,1.23,1.23,1.23,1.23,1.23],\"scores\":[0.1235,0.1235]');
  });

  it.each<[string, string, unknown, string]>([
    ['a newer version', 'version', 2, 'document/version'],
    ['a shot before the first frame', 'shotStarts', [0], 'document/invalid shotStarts[0]'],
    ['shots out of order', 'shotStarts', [2, 1], 'document/invalid shotStarts[1]'],
    ['no version', 'version', undefined, 'document/invalid version'],
    ['a size of nothing', 'source.widthPx', 0, 'document/invalid source.widthPx'],
    ['ticks that go back', 'source.ticks.2', 1, 'document/invalid source.ticks[2]'],
    ['a tick that is a text', 'source.ticks.0', '0', 'document/invalid source.ticks[0]'],
    ['tracks that are no list', 'tracks', {}, 'document/invalid tracks'],
    ['a kind nobody knows', 'tracks.0.kind', 'cat', 'document/invalid tracks[0].kind'],
    ['a gap in a track', 'tracks.0.samples.frames', [0, 2], 'document/invalid tracks[0].samples.frames[1]'],
    ['a frame after the end', 'tracks.0.samples.frames', [2, 3], 'document/invalid tracks[0].samples.frames[1]'],
    ['a box short', 'tracks.0.samples.boxes', [1, 2, 3, 4], 'document/invalid tracks[0].samples.boxes'],
    ['a box of negative width', 'tracks.0.samples.boxes.6', -1, 'document/invalid tracks[0].samples.boxes[6]'],
    ['a score above one', 'tracks.0.samples.scores.0', 2, 'document/invalid tracks[0].samples.scores[0]'],
    ['an origin nobody knows', 'tracks.0.samples.origins.1', 'dreamt', 'document/invalid tracks[0].samples.origins[1]'],
    ['an identity whose doubt is no yes or no', 'identities.0.sure', 'yes', 'document/invalid identities[0].sure'],
    ['an identity that may be one of no track', 'identities.0.maybe', [9], 'document/invalid identities[0].maybe[0]'],
    ['a best look after the end', 'identities.0.best.frame', 3, 'document/invalid identities[0].best.frame'],
    ['a best look of negative width', 'identities.0.best.box.width', -1, 'document/invalid identities[0].best.box.width'],
    ['a risk of a kind nobody knows', 'recognition.risks.0.kind', 'bad luck', 'document/invalid recognition.risks[0].kind'],
    ['a risk that ends before it begins', 'recognition.risks.0.lastFrame', 0, 'document/invalid recognition.risks[0].lastFrame'],
    ['an identity of no track', 'identities.0.tracks', [7], 'document/invalid identities[0].tracks[0]'],
    ['a speaker of whom there is no track', 'speakers', [{ startUs: 0, endUs: 1, track: 2, confidence: 1 }], 'document/invalid speakers[0].track'],
    ['a speaker surer than sure', 'speakers', [{ startUs: 0, endUs: 1, track: 1, confidence: 2 }], 'document/invalid speakers[0].confidence'],
    ['unheard sound that ends before it begins', 'speechUnknown.0.startUs', 10, 'document/invalid speechUnknown[0].endUs'],
    ['speech that ends before it begins', 'speech.0.startUs', 9, 'document/invalid speech[0].endUs'],
    ['an unknown range after the end', 'unknown.0.lastFrame', 3, 'document/invalid unknown[0].lastFrame'],
    ['a run without a stage', 'runs.0.stage', undefined, 'document/invalid runs[0].stage'],
  ])('is refused with %s', (_, path, value, expected) => {
    expect(errorOf(() => importAnalysis(withField(exportAnalysis(analysis), path, value)))).toBe(expected);
  });

  it('of before recognition is read as doubt', () => {
    const text = withField(withField(exportAnalysis(analysis), 'identities', [{ id: 1, tracks: [1], confidence: 0 }]), 'recognition', undefined);
    const read = importAnalysis(text);
    expect(read.identities).toEqual([{ id: 1, tracks: [1], confidence: 0, sure: false, maybe: [], best: null }]);
    expect(read.recognition).toEqual({ embedded: 0, trackFrames: 0, risks: [], cuts: 0 });
  });

  it('is refused with two tracks of one id', () => {
    expect(errorOf(() => importAnalysis(exportAnalysis({ ...analysis, tracks: [track, track] })))).toBe('document/invalid tracks');
  });

  it.each(['', '{', 'null', '[]', '7'])('is refused as %j', (text) => {
    expect(errorOf(() => importAnalysis(text))).toBe('document/invalid analysis');
  });
});
