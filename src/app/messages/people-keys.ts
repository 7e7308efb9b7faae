/** Texts of reference photos, of people in the report, and of people who are in several videos. */
export const peopleKeys = [
  'references', 'referencesHint', 'addKeep', 'addHide', 'keep', 'hide', 'subject', 'voice', 'removeReference', 'reportPeople', 'reportPerson', 'reportPersonLine', 'reportShown', 'reportHidden', 'reportUnsure', 'reportRecognition', 'reportRecognitionLine', 'alsoIn', 'takeOver', 'takeOverHint',
] as const;
export type PeopleKey = (typeof peopleKeys)[number];
