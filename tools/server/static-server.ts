import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { securityHeaders } from './security-headers.ts';

/** Answers a request and returns true, or leaves it to the files and returns false. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse, origin: string) => boolean;

export interface StaticServerOptions {
  /** Folders of files, the first that has a path answers. */
  readonly folders: readonly string[];
  /** 0 takes any free port. */
  readonly port: number;
  /** Asked before the files, after the Host check. */
  readonly handler?: RequestHandler;
}

/** A server of built files on the loopback interface, with every security header. */
export interface StaticServer {
  readonly origin: string;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/** Never another interface: what is served is for this machine only. */
const host = '127.0.0.1';

/**
 * Serves folders on loopback only; a request that names another host (DNS rebinding) is refused.
 * Rejects with the system's error (`EADDRINUSE`) when the port is taken.
 */
export async function startStaticServer({ folders, port, handler }: StaticServerOptions): Promise<StaticServer> {
  const headers = Object.entries(securityHeaders('production'));
  const layers = folders.map((folder) => sirv(folder, { dev: true, etag: true }));
  const server = createServer((request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    if (!isLoopbackName(request.headers.host, portOf(server))) return refuse(response, 403, 'This server answers to localhost only.');
    if (handler?.(request, response, `http://${request.headers.host ?? ''}`) === true) return;
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only GET and HEAD.');
    serveFrom(layers, request, response);
  });
  await listen(server, port);
  return {
    origin: `http://localhost:${portOf(server)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Layer = ReturnType<typeof sirv>;

function serveFrom(layers: readonly Layer[], request: IncomingMessage, response: ServerResponse): void {
  const [first, ...rest] = layers;
  if (first === undefined) return refuse(response, 404, 'Not found.');
  first(request, response, () => serveFrom(rest, request, response));
}

function isLoopbackName(name: string | undefined, port: number): boolean {
  return name === `localhost:${port}` || name === `${host}:${port}`;
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${reason}\n`);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}
