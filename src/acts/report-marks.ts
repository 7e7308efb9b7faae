import type { Edit } from '../documents/edit.ts';

/** What the report says of what was drawn over people. */
export function marksNotes({ marks }: Pick<Edit, 'marks'>): string[] {
  if (marks === undefined) return [];
  const skeletons = marks.paths.some(({ poses }) => poses !== undefined);
  return [
    `drawn over people, in the style for ${marks.style}: ${new Set(marks.paths.map(({ track }) => track)).size} tracks of ${new Set(marks.paths.map(({ person }) => person)).size} people`,
    ...(skeletons ? ['skeletons show how people move: whoever knows their gait may know them by it'] : []),
  ];
}
