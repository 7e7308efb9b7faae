import { AppError } from '../core/errors.ts';
import { sampleOrigins } from './analysis.ts';
import { poseStride } from './bodies.ts';
import type { Analysis, DrawnOutline, SpeakerRange, SpeechRange, Track } from './analysis.ts';
import { checkArray, checkInteger, checkNumber, checkOneOf, checkRecord, checkString, invalidField } from './checks.ts';
import type { JsonRecord } from './checks.ts';
import { readIdentity, readRecognition } from './identities-json.ts';
import type { RunInfo } from './observations.ts';
import { sourceLengthUs } from './source.ts';
import type { SourceInfo } from './source.ts';

const version = 1;
/** Boxes are worth 0.01 px, scores 1e-4: far below what detectors know, and a third of the length of full floats. */
const boxDigits = 100;
const scoreDigits = 10_000;

/** The Analysis export of DESIGN as pieces of JSON text, one per track, so that two hours never stand in one string. */
export function* analysisJsonParts(analysis: Analysis): Generator<string, void, undefined> {
  const { widthPx, heightPx, timescale, ticks, fingerprint } = analysis.source;
  yield `{"version":${version},"source":${JSON.stringify({ widthPx, heightPx, timescale, ticks: [...ticks], fingerprint })},"tracks":[`;
  for (const [index, track] of analysis.tracks.entries()) yield (index === 0 ? '' : ',') + trackJson(track);
  const { identities, recognition, speech, speechUnknown, speakers, actions, unknown, shotStarts, runs } = analysis;
  yield `],${JSON.stringify({ identities, recognition, speech, speechUnknown, speakers, actions, unknown, shotStarts, runs }).slice(1)}`;
}

/** The same as one text; for downloads that need one. */
export function exportAnalysis(analysis: Analysis): string {
  return [...analysisJsonParts(analysis)].join('');
}

/**
 * Reads an export. The name of the file is not in it and comes back empty; the last frame's duration comes back as that of the
 * one before. Throws `document/invalid` with the path of the first bad field, `document/version` for a newer one.
 */
export function importAnalysis(text: string): Analysis {
  const root = checkRecord(parse(text), 'analysis');
  const found = checkInteger(root['version'], 'version', 1);
  if (found !== version) throw new AppError('document/version', { found, known: version });
  const source = readSource(checkRecord(root['source'], 'source'));
  const lastFrame = source.ticks.length - 1;
  const tracks = list(root, 'tracks', (value, path) => readTrack(value, path, lastFrame));
  const ids = new Set(tracks.map(({ id }) => id));
  if (ids.size !== tracks.length) throw invalidField('tracks', 'ids that differ');
  tracks.forEach(({ faces = [] }, index) => {
    if (!faces.every((face) => ids.has(face))) throw invalidField(`tracks[${index}].faces`, 'ids of tracks');
  });
  const trackId = (value: unknown, path: string): number => {
    const id = checkInteger(value, path);
    if (!ids.has(id)) throw invalidField(path, 'the id of a track');
    return id;
  };
  return {
    source,
    tracks,
    identities: list(root, 'identities', (item, path) => readIdentity(item, path, trackId, lastFrame)),
    recognition: readRecognition(root['recognition'], trackId, lastFrame),
    speech: list(root, 'speech', readTimes),
    ...(root['speakers'] === undefined ? {} : { speakers: list(root, 'speakers', (item, path) => readSpeaker(item, path, trackId)) }),
    speechUnknown: root['speechUnknown'] === undefined ? neverHeard(source) : list(root, 'speechUnknown', readTimes),
    actions: list(root, 'actions', (item, path) => ({
      track: trackId(item['track'], `${path}.track`),
      ...readTimes(item, path),
      label: checkString(item['label'], `${path}.label`),
      score: checkNumber(item['score'], `${path}.score`, 0, 1),
    })),
    unknown: list(root, 'unknown', (item, path) => {
      const firstFrame = checkInteger(item['firstFrame'], `${path}.firstFrame`, 0, lastFrame);
      return { firstFrame, lastFrame: checkInteger(item['lastFrame'], `${path}.lastFrame`, firstFrame, lastFrame) };
    }),
    ...(root['shotStarts'] === undefined ? {} : { shotStarts: readShotStarts(root['shotStarts'], lastFrame) }),
    runs: list(root, 'runs', readRun),
    ineffective: [],
  };
}

function trackJson({ id, kind, frames, boxes, scores, origins, poses, faces, drawn }: Track): string {
  const rounded = (values: Float32Array, digits: number): string =>
    `[${Array.from(values, (value) => (Number.isNaN(value) ? 'null' : Math.round(value * digits) / digits)).join(',')}]`;
  const body = `${poses === undefined ? '' : `,"poses":${rounded(poses, boxDigits)}`}}${faces === undefined ? '' : `,"faces":[${faces.join(',')}]`}`;
  const originNames = Array.from(origins, (origin) => `"${sampleOrigins[origin] as string}"`).join(',');
  return (
    `{"id":${id},"kind":${JSON.stringify(kind)},"samples":{"frames":[${frames.join(',')}],"boxes":${rounded(boxes, boxDigits)},` +
    `"scores":${rounded(scores, scoreDigits)},"origins":[${originNames}]${body}${drawn === undefined ? '' : drawnJson(drawn, rounded(drawn.points, boxDigits))}}`
  );
}

/** Its fill is no finding and not exported. */
function drawnJson({ mask, shape, label }: DrawnOutline, points: string): string {
  return `,"drawn":{${JSON.stringify({ mask, shape, label }).slice(1, -1)},"points":${points}}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('document/invalid', { field: 'analysis', expected: 'JSON' }, error);
  }
}

function list<T>(root: JsonRecord, name: string, read: (item: JsonRecord, path: string) => T): T[] {
  return checkArray(root[name], name).map((item, index) => read(checkRecord(item, `${name}[${index}]`), `${name}[${index}]`));
}

function readSource(record: JsonRecord): SourceInfo {
  const sizePx = (name: string): number | null => (record[name] === null ? null : checkInteger(record[name], `source.${name}`, 1));
  const values = checkArray(record['ticks'], 'source.ticks');
  const ticks = Float64Array.from(values, (value, index) => checkInteger(value, `source.ticks[${index}]`));
  for (let index = 1; index < ticks.length; index++) {
    if ((ticks[index] as number) < (ticks[index - 1] as number)) throw invalidField(`source.ticks[${index}]`, 'ascending ticks');
  }
  return {
    name: '',
    widthPx: sizePx('widthPx'),
    heightPx: sizePx('heightPx'),
    timescale: checkInteger(record['timescale'], 'source.timescale', 1),
    ticks,
    lastDurationTicks: ticks.length > 1 ? (ticks[ticks.length - 1] as number) - (ticks[ticks.length - 2] as number) : 0,
    fingerprint: checkString(record['fingerprint'], 'source.fingerprint'),
  };
}

function readTrack(item: JsonRecord, path: string, lastFrame: number): Track {
  const samples = checkRecord(item['samples'], `${path}.samples`);
  const column = (name: string, perSample: number, count?: number): readonly unknown[] => {
    const values = checkArray(samples[name], `${path}.samples.${name}`);
    if (count !== undefined && values.length !== perSample * count) {
      throw invalidField(`${path}.samples.${name}`, `${perSample} per frame`);
    }
    return values;
  };
  const frames = Int32Array.from(column('frames', 1), (value, index) => checkInteger(value, `${path}.samples.frames[${index}]`, 0, lastFrame));
  for (let index = 1; index < frames.length; index++) {
    if (frames[index] !== (frames[index - 1] as number) + 1) throw invalidField(`${path}.samples.frames[${index}]`, 'the next frame');
  }
  const count = frames.length;
  const boxAt = (value: unknown, index: number): number =>
    checkNumber(value, `${path}.samples.boxes[${index}]`, index % 4 < 2 ? -Infinity : 0);
  return {
    id: checkInteger(item['id'], `${path}.id`),
    kind: checkOneOf(item['kind'], `${path}.kind`, ['face', 'head', 'person', 'manual']),
    frames,
    boxes: Float32Array.from(column('boxes', 4, count), boxAt),
    scores: Float32Array.from(column('scores', 1, count), (value, index) => checkNumber(value, `${path}.samples.scores[${index}]`, 0, 1)),
    origins: Uint8Array.from(column('origins', 1, count), (value, index) =>
      sampleOrigins.indexOf(checkOneOf(value, `${path}.samples.origins[${index}]`, sampleOrigins)),
    ),
    ...(samples['poses'] === undefined ? {} : { poses: Float32Array.from(column('poses', poseStride, count), (value, index) => (value === null ? NaN : checkNumber(value, `${path}.samples.poses[${index}]`))) }),
    ...(item['faces'] === undefined ? {} : { faces: checkArray(item['faces'], `${path}.faces`).map((face, index) => checkInteger(face, `${path}.faces[${index}]`)) }),
    ...(item['drawn'] === undefined ? {} : { drawn: readDrawn(checkRecord(item['drawn'], `${path}.drawn`), `${path}.drawn`, count) }),
  };
}

function readDrawn(item: JsonRecord, path: string, count: number): DrawnOutline {
  const shape = checkOneOf(item['shape'], `${path}.shape`, ['box', 'ellipse', 'polygon']);
  const points = Float32Array.from(checkArray(item['points'], `${path}.points`), (value, index) => checkNumber(value, `${path}.points[${index}]`));
  const corners = points.length / (2 * Math.max(1, count));
  if (shape === 'polygon' ? !Number.isInteger(corners) || (count > 0 && corners < 3) : points.length > 0) throw invalidField(`${path}.points`, 'as many corners in each frame, 3 or more');
  return { mask: checkInteger(item['mask'], `${path}.mask`, 1), shape, label: checkString(item['label'], `${path}.label`), points };
}

function readShotStarts(value: unknown, lastFrame: number): number[] {
  const starts = checkArray(value, 'shotStarts').map((frame, index) => checkInteger(frame, `shotStarts[${index}]`, 1, lastFrame));
  starts.forEach((frame, index) => {
    if (frame <= (starts[index - 1] ?? 0)) throw invalidField(`shotStarts[${index}]`, 'ascending frames');
  });
  return starts;
}

function readSpeaker(item: JsonRecord, path: string, trackId: (value: unknown, path: string) => number): SpeakerRange {
  return { ...readTimes(item, path), track: trackId(item['track'], `${path}.track`), confidence: checkNumber(item['confidence'], `${path}.confidence`, 0, 1) };
}

function readTimes(item: JsonRecord, path: string): { startUs: number; endUs: number } {
  const startUs = checkNumber(item['startUs'], `${path}.startUs`, 0);
  return { startUs, endUs: checkNumber(item['endUs'], `${path}.endUs`, startUs) };
}

/** Exports of an earlier version come from analyses that did not listen. */
function neverHeard(source: SourceInfo): SpeechRange[] {
  const endUs = sourceLengthUs(source);
  return endUs > 0 ? [{ startUs: 0, endUs }] : [];
}

function readRun(item: JsonRecord, path: string): RunInfo {
  return {
    stage: checkString(item['stage'], `${path}.stage`),
    backend: checkString(item['backend'], `${path}.backend`),
    frames: checkInteger(item['frames'], `${path}.frames`, 0),
    ms: checkNumber(item['ms'], `${path}.ms`, 0),
    detail: checkString(item['detail'], `${path}.detail`),
  };
}
