import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Browser and quality tests drive a whole Chromium: one file at a time, and minutes rather than seconds. */
const slow = { environment: 'node' as const, fileParallelism: false, testTimeout: 120_000, hookTimeout: 300_000 };

export default defineConfig({
  test: {
    projects: [
      { plugins: [svelte()], test: { name: 'unit', environment: 'node', include: ['tests/unit/**/*.test.ts', 'tests/models/**/*.test.ts', 'tests/assumptions/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'kernels', environment: 'node', include: ['tests/kernels/**/*.test.ts'], fileParallelism: false, testTimeout: 120_000, hookTimeout: 60_000 } },
      { test: { ...slow, name: 'browser', include: ['tests/browser/**/*.test.ts'] } },
      { test: { ...slow, name: 'quality', include: ['tests/quality/**/*.test.ts'], testTimeout: 900_000 } },
    ],
  },
});
