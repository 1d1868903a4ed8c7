import type { GenerateSettings } from '../generate-settings.ts';
import { plainTypes, type TypeOptions } from './format-types.ts';

/** The files to write for an API, and their options. */
export type OutputOptions = TypeOptions & Omit<GenerateSettings, keyof TypeOptions>;

/** Settings with defaults filled in; the stamp of a file depends on all of them. */
export function outputOf(settings: GenerateSettings = {}): OutputOptions {
  const given = Object.entries(settings).filter(
    ([, value]) => value !== undefined && value !== false,
  );
  // Queries call the functions of operations.
  const { queries } = settings;
  return { ...plainTypes, ...Object.fromEntries(given), ...(queries && { operations: true }) };
}

/** The files that are written for an API. */
export function fileNames({
  operations,
  queries,
  schemas,
  server,
  enums,
  runtime,
}: OutputOptions): readonly string[] {
  return [
    ...['types.ts', 'mock.ts', 'client.ts'],
    ...(operations ? ['operations.ts'] : []),
    ...(queries ? ['queries.ts'] : []),
    ...(schemas ? ['schemas.ts'] : []),
    ...(enums ? ['enums.ts'] : []),
    ...(server ? ['server.ts'] : []),
    ...(runtime ? ['runtime.ts'] : []),
  ];
}
