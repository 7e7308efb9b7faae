import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContext } from 'playwright-core';
import { AppError } from '../../src/core/errors.ts';
import { findBrowser } from './find-browser.ts';

/** The browser itself stays silent too: no update, sync or field-trial traffic, and no name but this machine's resolves. */
const quietFlags = [
  '--no-first-run',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
];
/** A page in the background must work at full speed. */
const awakeFlags = ['--disable-renderer-backgrounding', '--disable-background-timer-throttling', '--disable-backgrounding-occluded-windows'];

/** WebGPU carried out by the processor, external textures and canvases included: right, and slow. */
const softwareGpuFlags = [
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-angle=swiftshader',
  '--disable-vulkan-surface',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-swiftshader',
];

/** What a browser on this machine needs to offer WebGPU without a window: its own adapter, else the software one. */
const enabledGpuFlags = ['--enable-unsafe-webgpu'];

/** `own` leaves WebGPU as the browser has it; `enabled` is for jobs that ask for the GPU; `software` for tests of the GPU way where there is none. */
export type BrowserGpu = keyof typeof gpuFlags;
const gpuFlags = { own: [], enabled: enabledGpuFlags, software: softwareGpuFlags } as const;

/** The flags of every Chromium that Veil starts. Chromium's sandbox cannot start as root. */
export function launchFlags(isRoot: boolean, gpu: BrowserGpu = 'own'): string[] {
  return [...quietFlags, ...awakeFlags, ...gpuFlags[gpu], ...(isRoot ? ['--no-sandbox'] : [])];
}

export interface LaunchedBrowser {
  readonly context: BrowserContext;
  /** Which browser runs, in one line. */
  readonly line: string;
  /** The folder of its profile, private storage included. */
  readonly profile: string;
  /** Ends the browser and removes its profile; a second call does nothing. */
  close(): Promise<void>;
}

/**
 * Starts a headless Chromium with a temporary profile on disk (a context without one keeps its private storage in memory, and
 * cuts it silently). Throws `platform/missing` when there is no browser or it does not start.
 */
export async function launchBrowser(gpu: BrowserGpu = 'own'): Promise<LaunchedBrowser> {
  const { path, line } = findBrowser();
  const profile = await mkdtemp(join(tmpdir(), 'veil-profile-'));
  const removeProfile = (): Promise<void> => rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: path,
      headless: true,
      args: launchFlags(process.getuid?.() === 0, gpu),
      serviceWorkers: 'block',
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    let closing: Promise<void> | undefined;
    const close = (): Promise<void> => (closing ??= context.close().catch(() => undefined).then(removeProfile));
    return { context, line, profile, close };
  } catch (error) {
    await removeProfile();
    throw new AppError('platform/missing', { reason: `the browser ${path} does not start` }, error);
  }
}
