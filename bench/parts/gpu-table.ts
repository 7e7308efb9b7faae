import type { ChainResult } from './chain.ts';
import type { GoalName, GpuResult, GpuRow } from './gpu.ts';

/** Issue 4, on a real adapter at 1080p: milliseconds of GPU time a frame at most. */
const goalsMs: Readonly<Record<GoalName, number>> = { prepare: 1, compose: 1, tiles: 3 };
/** The whole chain, as a part of decoding and encoding alone. */
const chainGoal = 0.9;
/** Issue 4: YuNet at a width of 640. Measured with upload and readback, which is more than it asks. */
const detectGoalMs = 3;
const unmeasured = 'unmeasured (software adapter)';

const ms = (value: number): string => value.toFixed(2);
const sum = (each: Readonly<Record<string, number>>): number => Object.values(each).reduce((total, value) => total + value, 0);
const verdict = (passed: boolean): string => (passed ? 'reached' : 'MISSED');

/** The kernels for a person. Of a software adapter only what does not depend on its speed: which kernels ran, and how many bytes moved. */
export function gpuTable(result: GpuResult | string): string[] {
  if (typeof result === 'string') return ['', `gpu: not measured: ${result}`];
  const { adapter, software, rows } = result;
  return [
    '',
    `gpu: ${adapter}${software ? '; times are unmeasured' : ''}`,
    '',
    '| what | kernels, ms | in all | with upload and readback | on the processor | MB up, down |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${[row.what, ...times(row, software), `${(row.bytesUp / 1e6).toFixed(2)}, ${(row.bytesDown / 1e6).toFixed(2)}`].join(' | ')} |`),
    '',
    ...Object.entries(goalsMs).map(([name, goal]) => `goal: ${name} at most ${goal} ms: ${software ? unmeasured : goalText(rows, name as GoalName, goal)}`),
  ];
}

function times({ kernelsMs, wallMs, cpuMs }: GpuRow, software: boolean): string[] {
  if (software) return [Object.keys(kernelsMs).join(', '), '–', '–', '–'];
  return [Object.entries(kernelsMs).map(([name, value]) => `${name} ${ms(value)}`).join(', '), ms(sum(kernelsMs)), ms(wallMs), ms(cpuMs)];
}

function goalText(rows: readonly GpuRow[], name: GoalName, goal: number): string {
  const worst = Math.max(...rows.filter((row) => row.goal === name).map(({ kernelsMs }) => sum(kernelsMs)));
  return `${ms(worst)} ms, ${verdict(worst <= goal)}`;
}

/** The whole chain in the browser for a person. */
export function chainTable(chain: ChainResult | string): string[] {
  if (typeof chain === 'string') return [`goal: detect at most ${detectGoalMs} ms: ${chain}`, `goal: whole chain at least ${chainGoal} of the floor: ${chain}`];
  const { adapter, size, floorMs, observeMs, renderMs, detectMs, composedOn, troubles } = chain;
  const ratio = floorMs / (observeMs + renderMs);
  return [
    `chain on ${adapter}, ${size}: floor ${floorMs.toFixed(0)} ms, observe ${observeMs.toFixed(0)} ms, render ${renderMs.toFixed(0)} ms (composed on ${composedOn}${troubles === 0 ? '' : `, ${troubles} troubles`})`,
    `goal: detect at most ${detectGoalMs} ms: ${ms(detectMs)} ms with upload and readback, ${verdict(detectMs <= detectGoalMs)}`,
    `goal: whole chain at least ${chainGoal} of the floor: ${ratio.toFixed(2)}, ${verdict(ratio >= chainGoal)}`,
  ];
}
