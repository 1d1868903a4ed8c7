import { createRequire } from 'node:module';

/** The version of this package, which knows itself by its name wherever its files were put. */
export function readVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('specwright/package.json');
  return (manifest as { version: string }).version;
}
