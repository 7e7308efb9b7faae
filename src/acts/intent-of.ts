import type { FrameRange } from '../documents/analysis.ts';
import type { Cut } from '../documents/cut.ts';
import type { Hide, Intent } from '../documents/intent.ts';
import type { Layout } from '../documents/layout.ts';
import type { JobOptions } from '../rpc/job-types.ts';

/** What the options ask for, within a range of frames; `subjects` are tracks of the people whom photos named, beside those that the options name. */
export function intentOf({ cut, layout }: JobOptions, hide: Hide, range: FrameRange, subjects: readonly number[]): Intent {
  return { hide, cut: cutOf(cut, range, subjects), ...(layout === undefined ? {} : { layout: layoutOf(layout, subjects) }) };
}

function cutOf(cut: JobOptions['cut'], range: FrameRange, subjects: readonly number[]): Cut {
  if (cut === undefined) return { kind: 'range', ...range };
  if (cut.kind === 'ranges') return cut;
  return cut.kind === 'people' ? { ...cut, ...range, people: [...cut.people, ...subjects] } : { ...cut, ...range };
}

function layoutOf(layout: Layout, subjects: readonly number[]): Layout {
  return layout.kind === 'follow' ? { ...layout, person: layout.person ?? subjects[0] ?? null } : { ...layout, people: [...layout.people, ...subjects] };
}
