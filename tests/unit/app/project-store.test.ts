import { describe, expect, it } from 'vitest';
import { ProjectStore } from '../../../src/app/state/project-store.ts';
import type { ProjectFiles } from '../../../src/app/state/project-files.ts';
import type { Project } from '../../../src/documents/project.ts';

const project = (name: string, fingerprint = 'abc'): Project => ({
  source: { name: 'a.mp4', fingerprint },
  looking: { quality: 'balanced', detector: 'auto', sensitivity: 0.5 },
  found: 'c0ffee00',
  corrections: [{ kind: 'name', track: 1, name }],
  makings: [],
  intents: [{ hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } } }],
});
const nameOf = (each: Project | undefined): string | undefined => each?.corrections.flatMap((correction) => (correction.kind === 'name' ? correction.name : []))[0];

/** Files in memory; writes end when they are let go. */
class HeldFiles implements ProjectFiles {
  readonly texts = new Map<string, string>();
  readonly writes: string[] = [];
  readonly #held: (() => void)[] = [];
  hold = false;
  fail = false;

  read(name: string): Promise<string | undefined> {
    return Promise.resolve(this.texts.get(name));
  }
  async write(name: string, text: string): Promise<void> {
    if (this.hold) await new Promise<void>((resolve) => this.#held.push(resolve));
    if (this.fail) throw new DOMException('full', 'QuotaExceededError');
    this.writes.push(text);
    this.texts.set(name, text);
  }
  remove(name: string): Promise<void> {
    this.texts.delete(name);
    return Promise.resolve();
  }
  release(): void {
    this.hold = false;
    for (const resolve of this.#held.splice(0)) resolve();
  }
}

describe('projects saved by themselves', () => {
  it('are found again by the fingerprint of their video', async () => {
    const store = new ProjectStore(new HeldFiles());
    await store.save(project('a'));
    await store.save(project('b', 'def'));
    expect([nameOf(await store.load('abc')), nameOf(await store.load('def')), await store.load('123')]).toEqual(['a', 'b', undefined]);
  });

  it('of several in a row the newest is written, and what waits is what is loaded', async () => {
    const files = new HeldFiles();
    files.hold = true;
    const store = new ProjectStore(files);
    const first = store.save(project('a'));
    await Promise.resolve();
    await Promise.resolve();
    const others = ['b', 'c', 'd'].map((each) => store.save(project(each)));
    expect(nameOf(await store.load('abc'))).toBe('d');
    files.release();
    await Promise.all([first, ...others]);
    expect(files.writes).toHaveLength(2);
    expect(nameOf(await new ProjectStore(files).load('abc'))).toBe('d');
  });

  it('that cannot be written say so, and the next one is tried', async () => {
    const files = new HeldFiles();
    const store = new ProjectStore(files);
    files.fail = true;
    await expect(store.save(project('a'))).rejects.toMatchObject({ code: 'storage/quota' });
    files.fail = false;
    await store.save(project('b'));
    expect(nameOf(await store.load('abc'))).toBe('b');
  });

  it('are gone when forgotten', async () => {
    const store = new ProjectStore(new HeldFiles());
    await store.save(project('a'));
    await store.forget('abc');
    expect(await store.load('abc')).toBe(undefined);
  });

  it.each([
    ['a damaged one', '{"kind"', 'document/invalid'],
  ])('refuses %s', async (_, text, code) => {
    const files = new HeldFiles();
    files.texts.set('abc.veil.json', text);
    await expect(new ProjectStore(files).load('abc')).rejects.toMatchObject({ code });
  });

  it('refuses a project of another video, and a fingerprint that is a path', async () => {
    const files = new HeldFiles();
    const store = new ProjectStore(files);
    await store.save(project('a'));
    files.texts.set('def.veil.json', files.texts.get('abc.veil.json') as string);
    await expect(store.load('def')).rejects.toMatchObject({ code: 'document/wrong-source' });
    await expect(store.load('../abc')).rejects.toMatchObject({ code: 'internal/bug' });
  });
});
