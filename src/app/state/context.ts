import { createContext } from 'svelte';
import type { Language } from './language.svelte.ts';
import type { Queue } from './queue.svelte.ts';
import type { Settings } from './settings.svelte.ts';
import type { Theme } from './theme.svelte.ts';

/** What every component may reach. */
export interface AppState {
  readonly language: Language;
  readonly theme: Theme;
  readonly settings: Settings;
  readonly queue: Queue;
}

export const [getApp, setApp] = createContext<AppState>();
