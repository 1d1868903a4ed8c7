import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as PrismHttp from '@stoplight/prism-http';
import type { PrismHttpComponents } from '@stoplight/prism-http';

/**
 * How to install Prism: with its core, because a package manager would take the newest core, which
 * reports each installation.
 */
export const installation =
  'npm install --save-dev @stoplight/prism-http@5.15.11 @stoplight/prism-core@5.15.11';

/** Whether this package can find an installed Prism. */
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

/** The library behind `x-faker`, which comes with Prism and is seeded only here. */
function fakerOfPrism(): Faker | undefined {
  try {
    const require = createRequire(import.meta.url);
    return createRequire(require.resolve('@stoplight/prism-http'))('@faker-js/faker').faker;
  } catch {
    return undefined;
  }
}

/** Calls Prism while its data library has a seed. */
export type WithFakerSeeded = <T>(seed: string, question: () => Promise<T>) => Promise<T>;

/** The last request that Prism's generators were seeded for. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Prism seeds its own generator, but not the library behind `x-faker`. Both are global in the
 * process, so requests for generated data take turns, and leave no seed behind.
 */
export function fakerSeeder(): WithFakerSeeded {
  const faker = fakerOfPrism();
  return (seed, question) => {
    const answer = turn.then(async () => {
      faker?.seed(Number.parseInt(createHash('sha256').update(seed).digest('hex').slice(0, 8), 16));
      faker?.setDefaultRefDate('2024-01-15T09:30:00Z');
      try {
        return await question();
      } finally {
        faker?.seed();
        faker?.setDefaultRefDate();
      }
    });
    turn = answer.catch(() => {});
    return answer;
  };
}

const quiet = () => {};
/** A silent log, because the mock reports what Prism would. */
export const silent = {
  trace: quiet,
  debug: quiet,
  info: quiet,
  success: quiet,
  warn: quiet,
  error: quiet,
  fatal: quiet,
  child: () => silent,
} as unknown as PrismHttpComponents['logger'];

/** Prism's fields by lower-case names. */
export function lowerCase(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name.toLowerCase(), String(value)]],
    ),
  );
}

const timeoutMs = 10_000;

/** Prism's promise; a failure if it rejects. */
export function withTimeout<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it did not answer')), timeoutMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
