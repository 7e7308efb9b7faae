/** Texts of reference photos, and of people in the report. */
export const peopleKeys = [
  'references', 'referencesHint', 'addKeep', 'addHide', 'keep', 'hide', 'subject', 'removeReference', 'reportPeople', 'reportPerson', 'reportPersonLine', 'reportShown', 'reportHidden', 'reportUnsure', 'reportRecognition', 'reportRecognitionLine',
] as const;
export type PeopleKey = (typeof peopleKeys)[number];
