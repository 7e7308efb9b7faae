/** Reads a remembered choice; storage may be absent or refuse (private windows). */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Remembers a choice where storage allows it; else it lasts as long as the page. */
export function writeStored(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A choice that is not remembered is no failure.
  }
}
