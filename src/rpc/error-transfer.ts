import * as Comlink from 'comlink';
import { AppError, errorCatalogue, toAppError } from '../core/errors.ts';
import type { ErrorCode } from '../core/errors.ts';
import type { WireError } from './job-types.ts';

/** Longest chain of causes that is carried over. */
const causesMax = 5;

/** Flattens any thrown value for a worker boundary; comlink alone would drop `code`, `details` and `cause`. */
export function toWire(thrown: unknown): WireError {
  const error = toAppError(thrown);
  const causes: string[] = [];
  for (let { cause } = error; cause !== undefined && causes.length < causesMax; cause = cause instanceof Error ? cause.cause : undefined) {
    causes.push(cause instanceof Error ? `${cause.name}: ${cause.message}\n${cause.stack ?? ''}` : JSON.stringify(cause));
  }
  return { code: error.code, details: error.details, causes };
}

/** Rebuilds the error on the other side; the causes come back as one Error with their texts. */
export function fromWire(wire: WireError): AppError {
  const code: ErrorCode = wire.code in errorCatalogue ? wire.code : 'internal/bug';
  return new AppError(code, wire.details, wire.causes.length > 0 ? new Error(wire.causes.join('\ncaused by ')) : undefined);
}

interface ThrownValue {
  readonly value: unknown;
}

const comlinkHandler = Comlink.transferHandlers.get('throw') as Comlink.TransferHandler<ThrownValue, WireError>;

const appErrorHandler: Comlink.TransferHandler<ThrownValue, WireError> = {
  canHandle: (value): value is ThrownValue => comlinkHandler.canHandle(value),
  serialize: ({ value }) => [toWire(value), []],
  deserialize: (wire) => {
    throw fromWire(wire);
  },
};

/** Teaches comlink in this realm to carry AppErrors whole; before `expose` or `wrap`, any number of times. */
export function installErrorTransfer(): void {
  Comlink.transferHandlers.set('throw', appErrorHandler);
}
