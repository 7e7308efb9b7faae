#!/usr/bin/env node
// The bin. Plain JavaScript, because Node 20 runs no TypeScript: it makes what is missing, then hands over to cli/main.ts.
import { prepare } from '../tools/build/prepare.mjs';

const args = process.argv.slice(2);
try {
  await prepare({ last: 'programs' });
  const { main } = await import('../dist/node/cli.js');
  process.exitCode = await main(args, () => prepare());
} catch (error) {
  console.error(`veil: preparing failed: ${error.stack ?? error}`);
  process.exitCode = 5;
}
