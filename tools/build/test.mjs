#!/usr/bin/env node
// All tests: builds, type-check, lint, then vitest's projects. Ends with the line `N passed, M failed`; exit code 1 when anything failed.
//   node tools/build/test.mjs [typecheck | vitest's own arguments]
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { prepare, root } from './prepare.mjs';

const bin = (name) => join(root, 'node_modules', ...name);
const tsc = bin(['typescript', 'bin', 'tsc']);
const typeChecks = [
  ...['page', 'worker', 'node'].map((project) => ({ name: `types of ${project}`, args: [tsc, '-p', `tsconfig.${project}.json`] })),
  { name: 'types of components', args: [bin(['svelte-check', 'bin', 'svelte-check']), '--tsconfig', 'tsconfig.page.json', '--fail-on-warnings'] },
];
const lint = { name: 'lint', args: [bin(['eslint', 'bin', 'eslint.js']), '--max-warnings', '0', '.'] };
const results = join(root, 'dist', 'test-results.json');
const failuresAtOnce = join(root, 'tools', 'build', 'failures-at-once.mjs');

function runNode(args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;
}

function check({ name, args }) {
  const started = Date.now();
  const passed = runNode(args);
  console.log(`${passed ? 'passed' : 'FAILED'}: ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs vitest; a file that does not even load, or a run without results, is a failure too. */
function runVitest(args) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  rmSync(results, { force: true });
  const passed = runNode([bin(['vitest', 'vitest.mjs']), 'run', '--reporter=default', `--reporter=${failuresAtOnce}`, '--reporter=json', `--outputFile.json=${results}`, ...args]);
  try {
    const report = JSON.parse(readFileSync(results, 'utf8'));
    printSkipped(report);
    printSlowest(report);
    const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((each) => each.status !== 'failed')).length;
    const failed = report.numFailedTests + unloaded;
    return { passed: report.numPassedTests, failed: failed === 0 && !passed ? 1 : failed };
  } catch (error) {
    console.error(`no test results: ${error.message}`);
    return { passed: 0, failed: 1 };
  }
}

function printSkipped(report) {
  const skipped = report.testResults.flatMap((file) => file.assertionResults.filter((each) => each.status === 'skipped' || each.status === 'pending').map((each) => each.fullName));
  if (skipped.length > 0) console.log(`skipped (each says why above or in its file):\n${skipped.map((name) => `  ${name}`).join('\n')}`);
}

/** Where the time went, so that nobody has to guess what makes a run long. */
function printSlowest(report) {
  const seconds = ({ startTime, endTime }) => (endTime - startTime) / 1000;
  const slowest = report.testResults.toSorted((a, b) => seconds(b) - seconds(a)).slice(0, 12);
  console.log(`slowest files:\n${slowest.map((file) => `  ${seconds(file).toFixed(0).padStart(4)} s ${relative(root, file.name)}`).join('\n')}`);
}

async function prepared() {
  try {
    await prepare({ last: 'tests' });
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  }
}

const args = process.argv.slice(2);
const counts =
  args[0] === 'typecheck'
    ? typeChecks.map(check)
    : [await prepared(), ...(args.length > 0 ? [] : [...typeChecks, lint].map(check)), runVitest(args)];
const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
