import { randomBytes, timingSafeEqual } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../src/core/errors.ts';

/** More than the page's slice of 8 MiB; nothing legitimate is bigger. */
const sliceBytesMax = 16 * 1024 * 1024;
const tokenBytes = 32;

/**
 * Takes one file from the page, in order, slice by slice: `POST /__sink/<token>/<offset>`. It grows as `OUT.part` and
 * becomes `OUT` only in `finish`. One token, one job; the Origin must be the server's own.
 */
export class Sink {
  readonly #path: string;
  readonly #token = randomBytes(tokenBytes).toString('hex');
  #file: FileHandle | undefined;
  #bytes = 0;
  #busy = false;
  #failure: unknown;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** Creates `path.part`; throws `storage/write-failed` when that cannot be. End with `finish` or `discard`. */
  static async open(path: string): Promise<Sink> {
    try {
      return new Sink(path, await open(`${path}.part`, 'w'));
    } catch (error) {
      throw new AppError('storage/write-failed', { file: path, reason: reasonOf(error) }, error);
    }
  }

  /** Whether a request is for this sink: it knows its token. */
  isMeant({ url = '' }: Pick<IncomingMessage, 'url'>): boolean {
    const token = /^\/__sink\/([^/]*)\//.exec(url)?.[1];
    return token !== undefined && sameText(token, this.#token);
  }

  /** Where the page sends its slices: this and the offset. */
  get url(): string {
    return `/__sink/${this.#token}/`;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Why a slice could not be written, if one could not. */
  get failure(): AppError | undefined {
    if (this.#failure === undefined) return undefined;
    return new AppError('storage/write-failed', { file: this.#path, reason: reasonOf(this.#failure) }, this.#failure);
  }

  /** The request handler: true when the request was for a sink, and answered. */
  handle(request: IncomingMessage, response: ServerResponse, origin: string): boolean {
    const match = /^\/__sink\/([^/]*)\/(\d{1,15})$/.exec(request.url ?? '');
    if (match === null) return false;
    const refusal = this.#refusal(request, match[1] as string, Number(match[2]), origin);
    if (refusal === undefined) void this.#take(request, response);
    else answer(response, ...refusal);
    return true;
  }

  #refusal(request: IncomingMessage, token: string, offset: number, origin: string): [status: number, reason: string] | undefined {
    if (!sameText(token, this.#token)) return [403, 'wrong token'];
    if (request.headers.origin !== origin) return [403, 'wrong origin'];
    if (request.method !== 'POST' && request.method !== 'PUT') return [405, 'only POST and PUT'];
    if (this.#file === undefined) return [410, 'this job is over'];
    if (this.#busy || offset !== this.#bytes) return [409, `expected offset ${this.#bytes}`];
    if (Number(request.headers['content-length'] ?? Infinity) > sliceBytesMax) return [413, 'slice too big or of unknown size'];
    return undefined;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#busy = true;
    try {
      for await (const chunk of request) {
        const bytes = chunk as Buffer;
        if (this.#file === undefined) throw new Error('closed while writing');
        for (let at = 0; at < bytes.length; ) at += (await this.#file.write(bytes, at, bytes.length - at, this.#bytes + at)).bytesWritten;
        this.#bytes += bytes.length;
      }
      answer(response, 200, 'ok');
    } catch (error) {
      this.#failure ??= error;
      if (!response.destroyed) answer(response, 507, 'the slice could not be written');
    } finally {
      this.#busy = false;
    }
  }

  /** Puts the file in its place, or in that of another name; throws `storage/write-failed` and leaves nothing when not exactly `bytes` bytes came. */
  async finish(bytes: number, path = this.#path): Promise<void> {
    if (this.failure !== undefined || bytes !== this.#bytes) {
      const error = this.failure ?? new AppError('storage/write-failed', { file: this.#path, expected: bytes, written: this.#bytes });
      await this.discard();
      throw error;
    }
    try {
      await this.#file?.sync();
      await this.#close();
      await rename(`${this.#path}.part`, path);
    } catch (error) {
      await this.discard();
      throw new AppError('storage/write-failed', { file: this.#path, reason: reasonOf(error) }, error);
    }
  }

  /** Removes what was written; after `finish` it does nothing. */
  async discard(): Promise<void> {
    await this.#close();
    await rm(`${this.#path}.part`, { force: true });
  }

  async #close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function answer(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${reason}\n`);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
