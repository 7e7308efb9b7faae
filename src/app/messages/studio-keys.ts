/** Texts of what can be made of an analysis: cuts, layouts, sound, encoding. */
export const studioKeys = ['title', 'hint'] as const;
export type StudioKey = (typeof studioKeys)[number];
