import { en } from '../messages/en.ts';
import { ko } from '../messages/ko.ts';
import type { Messages } from '../messages/messages.ts';
import { readStored, writeStored } from './stored.ts';

export const languages = { en: { name: 'English', messages: en }, ko: { name: '한국어', messages: ko } } as const;
export type LanguageCode = keyof typeof languages;

const key = 'veil.language';

/** The language to begin with: the remembered one, else the first of the browser's that there is, else English. */
export function firstLanguage(remembered: string | null, preferred: readonly string[]): LanguageCode {
  const known = (code: string | null | undefined): code is LanguageCode => code !== null && code !== undefined && code in languages;
  if (known(remembered)) return remembered;
  return preferred.map((tag) => tag.slice(0, 2).toLowerCase()).find(known) ?? 'en';
}

/** The page's language; `<html lang>` follows it. */
export class Language {
  #code: LanguageCode = $state(firstLanguage(readStored(key), navigator.languages));

  get code(): LanguageCode {
    return this.#code;
  }

  get text(): Messages {
    return languages[this.#code].messages;
  }

  choose(code: LanguageCode): void {
    this.#code = code;
    writeStored(key, code);
    this.apply();
  }

  apply(): void {
    document.documentElement.lang = this.#code;
  }
}
