/** What `specwright generate` writes for an API: `generate` of `specwright.config.ts`. Flags come before it. */
export interface GenerateSettings {
  /** What dates and times are in a program: texts, `Date` or `Temporal`. */
  readonly dates?: (typeof dateKinds)[number];
  /** Whether texts of different formats are types of their own. */
  readonly brands?: boolean;
  /** Whether `operations.ts` is written: a function for each operation, which a bundle has only where it is called. */
  readonly operations?: boolean;
  /** The library that the schemas of `schemas.ts` are made with; without one, no such file is written. */
  readonly schemas?: (typeof schemaLibraries)[number];
  /** Whose TanStack Query the options of `queries.ts` are typed for; without one, no such file is written. */
  readonly queries?: QueryFramework;
  /** Whether `server.ts` is written: handlers for the provider's side, in Express, Fastify and Hono. */
  readonly server?: boolean;
  /** Whether `runtime.ts` is written, so that a program that ships the client does not need this package. */
  readonly runtime?: boolean;
  /** The extension by which the files import one another. */
  readonly extension?: (typeof extensions)[number];
  /** A command that runs on files that were written: `biome format --write generated`. */
  readonly after?: string;
  /** Patterns of the operations that files are written of: an operation, a path or a tag; `*` stands for anything. */
  readonly only?: readonly string[];
  /** Patterns of the operations that are left out. */
  readonly skip?: readonly string[];
}

/** The packages of TanStack Query by their frameworks; `core` is what all of them are made of. */
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

export const schemaLibraries = ['zod'] as const;
export const extensions = ['js', 'ts', 'none'] as const;
export const dateKinds = ['string', 'date', 'temporal'] as const;

/** The names of the settings, and what kind of value each has. */
export const generateKeys = {
  dates: 'text',
  brands: 'flag',
  operations: 'flag',
  schemas: 'text',
  queries: 'text',
  server: 'flag',
  runtime: 'flag',
  extension: 'text',
  after: 'text',
  only: 'texts',
  skip: 'texts',
} as const satisfies Readonly<Record<keyof GenerateSettings, string>>;

const choices: Readonly<Partial<Record<keyof GenerateSettings, readonly string[]>>> = {
  dates: dateKinds,
  schemas: schemaLibraries,
  queries: queryFrameworks,
  extension: extensions,
};

/** What is wrong with the values of `generate`, whose names were looked at before. */
export function wrongGenerate(settings: GenerateSettings, at: string): string | undefined {
  for (const [name, known] of Object.entries(choices)) {
    const value = settings[name as keyof GenerateSettings];
    if (value === undefined || known.includes(value as string)) continue;
    return `"${at}.${name}" is ${JSON.stringify(value)}, but must be one of ${known.join(', ')}`;
  }
  return undefined;
}
