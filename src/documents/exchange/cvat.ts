import { frameBox } from '../../core/boxes.ts';
import type { FrameBox } from '../../core/boxes.ts';
import { invalidField } from '../checks.ts';
import { LabelGatherer, roundedPx } from './labels.ts';
import type { Labels, LabelSample, LabelTrack } from './labels.ts';
import { escapeXml, parseXml } from './xml.ts';
import type { XmlElement } from './xml.ts';

/**
 * CVAT for video 1.1 (docs.cvat.ai, "CVAT annotation format"): a track with a shape on every frame, all of them keyframes, and `outside` on the
 * frame after the last. It has no scores.
 */
export function labelsToCvat({ widthPx, heightPx, frameCount, tracks }: Labels): string {
  const names = [...new Set(tracks.map(({ label }) => label))].sort();
  const labels = names.map((name) => `<label><name>${escapeXml(name)}</name><attributes></attributes></label>`).join('');
  const size = `<original_size><width>${widthPx ?? 0}</width><height>${heightPx ?? 0}</height></original_size>`;
  return [
    '<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n<version>1.1</version>\n',
    `<meta><task><size>${frameCount}</size><mode>interpolation</mode><overlap>0</overlap>${size}<labels>${labels}</labels></task></meta>\n`,
    ...tracks.map((track) => trackXml(track, frameCount)),
    '</annotations>\n',
  ].join('');
}

function trackXml({ id, label, samples }: LabelTrack, frameCount: number): string {
  const shapes = samples.flatMap((sample, index) => {
    const next = samples[index + 1]?.frame;
    const ends = sample.frame + 1 < (next ?? frameCount) || (next === undefined && frameCount === 0);
    return ends ? [shapeXml(sample, sample.frame, 0), shapeXml(sample, sample.frame + 1, 1)] : [shapeXml(sample, sample.frame, 0)];
  });
  return `<track id="${id}" label="${escapeXml(label)}" source="auto">\n${shapes.join('')}</track>\n`;
}

function shapeXml({ box: { x, y, width, height }, points }: LabelSample, frame: number, outside: 0 | 1): string {
  const common = `frame="${frame}" outside="${outside}" occluded="0" keyframe="1"`;
  if (points !== undefined) {
    const pairs = Array.from({ length: points.length / 2 }, (_, index) => `${roundedPx(points[2 * index] as number)},${roundedPx(points[2 * index + 1] as number)}`);
    return `<polygon ${common} points="${pairs.join(';')}" z_order="0"></polygon>\n`;
  }
  const corners = { xtl: x, ytl: y, xbr: x + width, ybr: y + height };
  return `<box ${common} ${Object.entries(corners).map(([name, value]) => `${name}="${roundedPx(value)}"`).join(' ')} z_order="0"></box>\n`;
}

/**
 * Reads tracks of boxes and polygons, on frames between keyframes too, where CVAT goes straight. A turned box is read as the box around it,
 * other shapes are refused. Throws `document/invalid` with the place in the file.
 */
export function labelsFromCvat(text: string): Labels {
  const root = parseXml(text);
  if (root.name !== 'annotations') throw invalidField(root.name, 'annotations');
  if (root.children.some(({ name }) => name === 'image')) throw invalidField('image', 'tracks: CVAT for video, not for images');
  const task = root.children.find(({ name }) => name === 'meta')?.children.find(({ name }) => name === 'task' || name === 'job');
  const size = task?.children.find(({ name }) => name === 'original_size');
  const told = (element: XmlElement | undefined, name: string): number => Number(element?.children.find((child) => child.name === name)?.text ?? 0) || 0;
  const frameCount = told(task, 'size');
  const gathered = new LabelGatherer();
  root.children.filter(({ name }) => name === 'track').forEach((track, index) => {
    const path = `track ${index + 1}`;
    const id = numberOf(track, 'id', path);
    const shapes = track.children.map((shape, at) => readShape(shape, `${path}, shape ${at + 1}`));
    for (const sample of visible(shapes, frameCount)) gathered.add(id, track.attributes['label'] ?? 'object', sample);
  });
  return { widthPx: told(size, 'width') || null, heightPx: told(size, 'height') || null, frameCount, tracks: gathered.tracks() };
}

interface Shape extends LabelSample {
  readonly outside: boolean;
}

/** Each shape until the next one or until it is outside; the last one to the end of the video. */
function visible(shapes: readonly Shape[], frameCount: number): LabelSample[] {
  const sorted = [...shapes].sort((a, b) => a.frame - b.frame);
  return sorted.flatMap(({ outside, ...shape }, index) => {
    if (outside) return [];
    const next = sorted[index + 1];
    const samples: LabelSample[] = [shape];
    for (let frame = shape.frame + 1; frame < (next?.frame ?? frameCount); frame++) {
      samples.push(next === undefined || next.outside ? { ...shape, frame } : between(shape, next, frame));
    }
    return samples;
  });
}

function between(a: LabelSample, b: LabelSample, frame: number): LabelSample {
  const t = (frame - a.frame) / (b.frame - a.frame);
  const mix = (from: number, to: number): number => from + t * (to - from);
  const box = frameBox(mix(a.box.x, b.box.x), mix(a.box.y, b.box.y), mix(a.box.width, b.box.width), mix(a.box.height, b.box.height));
  const sameCorners = a.points !== undefined && a.points.length === b.points?.length;
  const points = sameCorners ? a.points.map((value, index) => mix(value, b.points?.[index] as number)) : undefined;
  return { frame, box, score: 1, ...(points === undefined ? {} : { points }) };
}

function readShape(shape: XmlElement, path: string): Shape {
  const frame = numberOf(shape, 'frame', path);
  if (!Number.isInteger(frame) || frame < 0) throw invalidField(`${path}.frame`, 'a frame from 0 on');
  const common = { frame, score: 1, outside: shape.attributes['outside'] === '1' };
  if (shape.name === 'box') {
    const [left, top, right, bottom] = ['xtl', 'ytl', 'xbr', 'ybr'].map((name) => numberOf(shape, name, path)) as [number, number, number, number];
    if (right < left || bottom < top) throw invalidField(path, 'a box of no negative size');
    return { ...common, box: turned(frameBox(left, top, right - left, bottom - top), Number(shape.attributes['rotation'] ?? 0)) };
  }
  if (shape.name !== 'polygon') throw invalidField(path, 'a box or a polygon');
  const points = (shape.attributes['points'] ?? '').split(/[;,]/).map(Number);
  if (points.length < 6 || points.length % 2 !== 0 || !points.every(Number.isFinite)) throw invalidField(`${path}.points`, '3 or more pairs');
  return { ...common, box: around(points), points };
}

/** The box around a box that was turned by some degrees about its middle. */
function turned({ x, y, width, height }: FrameBox, degrees: number): FrameBox {
  if (!(Math.abs(degrees) > 0)) return frameBox(x, y, width, height);
  const [cos, sin] = [Math.abs(Math.cos((degrees * Math.PI) / 180)), Math.abs(Math.sin((degrees * Math.PI) / 180))];
  const [across, down] = [width * cos + height * sin, width * sin + height * cos];
  return frameBox(x + (width - across) / 2, y + (height - down) / 2, across, down);
}

function around(points: readonly number[]): FrameBox {
  const xs = points.filter((_, index) => index % 2 === 0);
  const ys = points.filter((_, index) => index % 2 === 1);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return frameBox(x, y, Math.max(...xs) - x, Math.max(...ys) - y);
}

function numberOf(element: XmlElement, name: string, path: string): number {
  const value = Number(element.attributes[name] ?? NaN);
  if (!Number.isFinite(value)) throw invalidField(`${path}.${name}`, 'a number');
  return value;
}
