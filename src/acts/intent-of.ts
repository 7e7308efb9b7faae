import type { FrameRange } from '../documents/analysis.ts';
import type { AudioIntent } from '../documents/audio-edit.ts';
import type { Cut } from '../documents/cut.ts';
import type { Hide, Intent } from '../documents/intent.ts';
import type { Layout } from '../documents/layout.ts';
import type { Media } from '../media/open-media.ts';
import type { JobOptions } from '../rpc/job-types.ts';
import { rangesWithin } from './frame-range.ts';

/**
 * What the options ask for of a video, within a range of its frames; `ofPhotos` are tracks of the people whom photos named, beside those that the options
 * name. Throws `usage/bad-option` for a stretch by hand that lies outside of the range.
 */
export function intentOf(media: Media, { cut, layout, marks, subjects: named = [], about }: JobOptions, hide: Hide, range: FrameRange, ofPhotos: readonly number[], audio: AudioIntent): Intent {
  const all = [...named, ...ofPhotos];
  const subjects = about === undefined ? all : all.slice(about, about + 1);
  return {
    hide,
    audio,
    cut: cutOf(media, cut, range, subjects),
    ...(layout === undefined ? {} : { layout: layoutOf(layout, subjects) }),
    ...(marks === undefined ? {} : { marks: { ...marks, people: [...marks.people, ...subjects] } }),
  };
}

function cutOf(media: Media, cut: JobOptions['cut'], range: FrameRange, subjects: readonly number[]): Cut {
  if (cut === undefined) return { kind: 'range', ...range };
  if (cut.kind === 'ranges') return { kind: 'ranges', ranges: rangesWithin(media, cut.ranges, range) };
  return cut.kind === 'people' ? { ...cut, ...range, people: [...cut.people, ...subjects] } : { ...cut, ...range };
}

function layoutOf(layout: Layout, subjects: readonly number[]): Layout {
  return layout.kind === 'follow' ? { ...layout, person: layout.person ?? subjects[0] ?? null } : { ...layout, people: [...layout.people, ...subjects] };
}
