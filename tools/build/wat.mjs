import { readFileSync } from 'node:fs';

/**
 * A Vite plugin: WebAssembly written as text (`x.wat`) is imported as `code`, the bytes of its module. Assembled and checked while building, so that
 * a mistake in the text stops the build with its line. Plain JavaScript: the programs are bundled with it before anything is built.
 */
export function wat() {
  return {
    name: 'veil-wat',
    async load(id) {
      const path = id.replace(/\?.*$/, '');
      if (!path.endsWith('.wat')) return null;
      const { default: wabt } = await import('wabt'); // here, because it is large and a fresh build does without
      const { parseWat } = await wabt();
      const module = parseWat(path, readFileSync(path, 'utf8'), { simd: true });
      try {
        module.validate();
        const { buffer } = module.toBinary({});
        const text = Buffer.from(buffer).toString('base64');
        return { code: `export const code = Uint8Array.from(atob('${text}'), (letter) => letter.charCodeAt(0));`, map: null, moduleType: 'js' };
      } finally {
        module.destroy();
      }
    },
  };
}
