import * as Comlink from 'comlink';
import { installErrorTransfer } from './error-transfer.ts';
import type { JobEvent } from './job-types.ts';
import { answerPings } from './watchdog.ts';

/** Makes an API callable through this worker (or a port of it), errors whole. */
export function exposeApi(api: object, endpoint?: Comlink.Endpoint): void {
  installErrorTransfer();
  if (endpoint === undefined) answerPings();
  Comlink.expose(api, endpoint);
}

/** Wraps the other end of a port between two workers. */
export function wrapPort<Api>(port: MessagePort): Comlink.Remote<Api> {
  installErrorTransfer();
  return Comlink.wrap<Api>(port);
}

/** Sends one value over a port and closes this end; the value waits there until it is received. */
export function sendOver(port: MessagePort, value: object): void {
  port.postMessage(value);
  port.close();
}

/** The values that were sent over ports, one each; closes these ends. Waits for ever where nothing was or will be sent. */
export function receiveFrom<T>(ports: readonly MessagePort[]): Promise<T[]> {
  const receive = (port: MessagePort): Promise<T> =>
    new Promise((resolve) => {
      port.onmessage = ({ data }: MessageEvent<T>): void => {
        port.close();
        resolve(data);
      };
    });
  return Promise.all(ports.map(receive));
}

/** Marks a value's buffers for moving instead of copying. */
export function moved<T extends object>(value: T, transfer: Transferable[]): T {
  return Comlink.transfer(value, transfer);
}

/** Marks a callback that the other side may call. */
export function callback<Arguments extends unknown[]>(run: (...given: Arguments) => void): (...given: Arguments) => void {
  return Comlink.proxy(run);
}

/** Sends job events to a callback on the other side: preview pictures move, and nobody waits for the answer. */
export function sendTo(send: (event: JobEvent) => unknown): (event: JobEvent) => void {
  return (event) => void send(event.kind === 'preview' ? moved(event, [event.picture]) : event);
}
