import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defaultClientConditions, defineConfig } from 'vite';
import { licences } from './tools/build/licences.ts';
import { wat } from './tools/build/wat.mjs';
import { securityHeaders } from './tools/server/security-headers.ts';

/** The page: index.html for people, headless.html for the command line and the benches. */
export default defineConfig({
  plugins: [svelte(), licences(), wat()],
  // Take onnxruntime's build that leaves the .wasm beside it: the bundling one builds and then hangs in a worker.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  worker: { format: 'es', plugins: () => [wat()] },
  build: {
    outDir: 'dist/page',
    target: 'es2022', // lowers `using`
    assetsInlineLimit: 0, // the CSP allows no data: URLs
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { input: ['index.html', 'headless.html'] },
  },
  server: { headers: securityHeaders('development') },
});
