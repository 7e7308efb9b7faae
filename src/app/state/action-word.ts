import type { MotionMessages } from '../messages/motion-keys.ts';

/** What an action is called; one that the page has no word for keeps the name that the network has for it. */
export function actionWord({ actions }: Pick<MotionMessages, 'actions'>, label: string): string {
  const words: Readonly<Record<string, string>> = actions;
  return Object.hasOwn(words, label) ? (words[label] as string) : label;
}
