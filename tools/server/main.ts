import { fileURLToPath } from 'node:url';
import { startStaticServer } from './static-server.ts';
import type { StaticServer } from './static-server.ts';

const port = 4173;
const page = fileURLToPath(new URL('../page/', import.meta.url));

async function main(): Promise<void> {
  let server: StaticServer;
  try {
    server = await startStaticServer({ folders: [page], port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    console.error(`Port ${port} is taken: end the program that uses it (perhaps another "npm start") and try again.`);
    process.exitCode = 1;
    return;
  }
  console.log(`Veil runs on ${server.origin} (Ctrl-C ends it)`);
  const stop = (): void => void server.close().then(() => process.exit(0));
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

await main();
