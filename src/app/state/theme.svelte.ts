import { readStored, writeStored } from './stored.ts';

export const themes = ['auto', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themes)[number];

const key = 'veil.theme';

/** Light, dark, or as the system says; `<html data-theme>` follows it. */
export class Theme {
  #choice: ThemeChoice = $state(themes.find((theme) => theme === readStored(key)) ?? 'auto');

  get choice(): ThemeChoice {
    return this.#choice;
  }

  choose(choice: ThemeChoice): void {
    this.#choice = choice;
    writeStored(key, choice);
    this.apply();
  }

  apply(): void {
    document.documentElement.dataset['theme'] = this.#choice;
  }
}
