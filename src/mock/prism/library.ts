import { createRequire } from 'node:module';
import type * as PrismHttp from '@stoplight/prism-http';

/**
 * How Prism is installed: with its core, or a package manager takes the newest core, which reports
 * each installation to others.
 */
export const installation =
  'npm install --save-dev @stoplight/prism-http@5.15.11 @stoplight/prism-core@5.15.11';

/** Whether Prism is installed where this package finds it. */
export function prismIsInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve('@stoplight/prism-http');
    return true;
  } catch {
    return false;
  }
}

/**
 * Prism, which takes most of a second to load.
 *
 * @throws {Error} Where it is not installed; it says how to install it.
 */
export async function loadPrism(): Promise<typeof PrismHttp> {
  if (prismIsInstalled()) return import('@stoplight/prism-http');
  throw new Error(`@stoplight/prism-http is not installed; install it with "${installation}"`);
}

interface Faker {
  seed(seed?: number): void;
  setDefaultRefDate(date?: string): void;
}

/** The library that `x-faker` calls, which Prism brings along and nobody else may seed. */
export function fakerOfPrism(): Faker | undefined {
  try {
    const require = createRequire(import.meta.url);
    return createRequire(require.resolve('@stoplight/prism-http'))('@faker-js/faker').faker;
  } catch {
    return undefined;
  }
}
