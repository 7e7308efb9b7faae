import { parseArgs } from 'node:util';
import { gpuTable } from './parts/gpu-table.ts';
import { measureGpu } from './parts/gpu.ts';

/** The kernels alone, under Dawn for Node: no browser is started. */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const result = await measureGpu((line) => void process.stderr.write(`${line}\n`));
process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : `${gpuTable(result).join('\n').trimStart()}\n`);
