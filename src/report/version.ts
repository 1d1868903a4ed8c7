import { createRequire } from 'node:module';

/** The version of this package, found by the package's name wherever it is installed. */
export function readVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('specwright/package.json');
  return (manifest as { version: string }).version;
}
