/**
 * The settings of `specwright generate` for an API: `generate` in `specwright.config.ts`. Flags
 * override them.
 */
export interface GenerateSettings {
  /** The type of dates and times in a program: texts, `Date` or `Temporal`. */
  readonly dates?: (typeof dateKinds)[number];
  /** The type of integers with the format `int64` or `uint64`; `number` by default. */
  readonly int64?: (typeof integerKinds)[number];
  /** Whether each format has its own type of text. */
  readonly brands?: boolean;
  /**
   * Whether to write `operations.ts`: a function for each operation, so that a bundle contains only
   * the called ones.
   */
  readonly operations?: boolean;
  /** The library for the schemas in `schemas.ts`; without one, the file is not written. */
  readonly schemas?: (typeof schemaLibraries)[number];
  /**
   * The framework of TanStack Query for the options in `queries.ts`; without one, the file is not
   * written.
   */
  readonly queries?: QueryFramework;
  /** Whether undescribed successes are successes of the client. */
  readonly lenient?: boolean;
  /** Whether `types.ts` exports each component by its own name. */
  readonly names?: boolean;
  /** Whether to write `enums.ts`: the values of enums, for programs. */
  readonly enums?: boolean;
  /**
   * Whether to write `server.ts`: handlers for the provider's side, in Express, Fastify and Hono.
   */
  readonly server?: boolean;
  /**
   * Whether to write `runtime.ts`, so that a program that ships the client does not need this
   * package.
   */
  readonly runtime?: boolean;
  /** The file extension in imports between the files. */
  readonly extension?: (typeof extensions)[number];
  /** A command that runs after files were written: `biome format --write generated`. */
  readonly after?: string;
  /**
   * Patterns of the operations to generate: an operation, a path or a tag; `*` matches anything.
   */
  readonly only?: readonly string[];
  /** Patterns of the operations to leave out. */
  readonly skip?: readonly string[];
}

/** The packages of TanStack Query by framework; `core` is their common base. */
export const queryPackages = {
  react: '@tanstack/react-query',
  vue: '@tanstack/vue-query',
  solid: '@tanstack/solid-query',
  svelte: '@tanstack/svelte-query',
  angular: '@tanstack/angular-query-experimental',
  core: '@tanstack/query-core',
} as const;

export type QueryFramework = keyof typeof queryPackages;

export const queryFrameworks = Object.keys(queryPackages) as QueryFramework[];

export const schemaLibraries = ['zod', 'valibot'] as const;
export const extensions = ['js', 'ts', 'none'] as const;
export const integerKinds = ['number', 'bigint'] as const;
export const dateKinds = ['string', 'date', 'temporal'] as const;

/** The names of the settings, with the kind of each value. */
export const generateKeys = {
  dates: 'text',
  int64: 'text',
  brands: 'flag',
  operations: 'flag',
  schemas: 'text',
  queries: 'text',
  lenient: 'flag',
  names: 'flag',
  enums: 'flag',
  server: 'flag',
  runtime: 'flag',
  extension: 'text',
  after: 'text',
  only: 'texts',
  skip: 'texts',
} as const satisfies Readonly<Record<keyof GenerateSettings, string>>;

const choices: Readonly<Partial<Record<keyof GenerateSettings, readonly string[]>>> = {
  dates: dateKinds,
  int64: integerKinds,
  schemas: schemaLibraries,
  queries: queryFrameworks,
  extension: extensions,
};

/** The faults in the values of `generate`, whose names were checked before. */
export function wrongGenerate(settings: GenerateSettings, at: string): string | undefined {
  for (const [name, known] of Object.entries(choices)) {
    const value = settings[name as keyof GenerateSettings];
    if (value === undefined || known.includes(value as string)) continue;
    return `"${at}.${name}" is ${JSON.stringify(value)}, but must be one of ${known.join(', ')}`;
  }
  return undefined;
}
