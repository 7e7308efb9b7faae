import { expect, it } from 'vitest';
import { receiveFrom, sendOver } from '../../../src/rpc/expose-worker.ts';

it('what is sent over a port waits at its other end until it is received, in the order of the ports', async () => {
  const channels = [0, 1, 2].map(() => new MessageChannel());
  for (const [index, { port1 }] of [...channels.entries()].reverse()) sendOver(port1, { numbers: Float64Array.of(index) });
  const received = await receiveFrom<{ numbers: Float64Array }>(channels.map(({ port2 }) => port2));
  expect(received.map(({ numbers }) => numbers)).toEqual([Float64Array.of(0), Float64Array.of(1), Float64Array.of(2)]);
});
