/** Texts of where somebody speaks. */
export const speechKeys = ['title', 'summary', 'none', 'unknown', 'stretch', 'goTo', 'find', 'findHint', 'saveVtt', 'saveJson', 'lane', 'speaking', 'sourceSound', 'soundHint', 'whoSpeaks', 'whoSpeaksHint', 'speaks', 'speaksNow'] as const;
export type SpeechKey = (typeof speechKeys)[number];
