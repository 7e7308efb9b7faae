import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { wat } from './tools/build/wat.mjs';

/** Browser and quality tests drive a whole Chromium: one file at a time, and minutes rather than seconds. */
const slow = { environment: 'node' as const, fileParallelism: false, testTimeout: 120_000, hookTimeout: 300_000 };

/** A browser on a busy machine is late now and then: such a test is run once more, and told even if it passes then. One that saw something wrong is not. */
const late = /timed out|Timeout \d+ms exceeded/;

export default defineConfig({
  test: {
    projects: [
      { plugins: [svelte(), wat()], test: { name: 'unit', environment: 'node', include: ['tests/unit/**/*.test.ts', 'tests/models/**/*.test.ts', 'tests/assumptions/**/*.test.ts'], testTimeout: 60_000 } },
      { plugins: [wat()], test: { name: 'kernels', environment: 'node', include: ['tests/kernels/**/*.test.ts'], fileParallelism: false, testTimeout: 120_000, hookTimeout: 60_000 } },
      { plugins: [wat()], test: { ...slow, name: 'browser', include: ['tests/browser/**/*.test.ts'], retry: { count: 1, condition: late } } },
      { plugins: [wat()], test: { ...slow, name: 'quality', include: ['tests/quality/**/*.test.ts'], testTimeout: 900_000 } },
    ],
  },
});
