import type { GpuResult } from './gpu.ts';

/** The result for a person; on a software adapter it says that the times say nothing. */
export function gpuTable(result: GpuResult | string): string[] {
  if (typeof result === 'string') return ['', `gpu: not measured: ${result}`];
  const { adapter, software, rows, unmeasured } = result;
  const ms = (value: number): string => value.toFixed(2);
  const kernels = (each: Readonly<Record<string, number>>): string => Object.entries(each).map(([name, value]) => `${name} ${ms(value)}`).join(', ');
  const sum = (each: Readonly<Record<string, number>>): number => Object.values(each).reduce((total, value) => total + value, 0);
  return [
    '',
    `gpu: ${adapter}${software ? ' (software adapter: correctness only, times say nothing)' : ''}`,
    '',
    '| what | kernels, ms | in all | with upload and readback | on the processor | MB up, down |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(({ what, kernelsMs, wallMs, cpuMs, bytesUp, bytesDown }) =>
      `| ${what} | ${kernels(kernelsMs)} | ${ms(sum(kernelsMs))} | ${ms(wallMs)} | ${ms(cpuMs)} | ${(bytesUp / 1e6).toFixed(1)}, ${(bytesDown / 1e6).toFixed(1)} |`),
    ...unmeasured,
  ];
}
