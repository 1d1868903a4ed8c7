// Compares what generators write around a client of GitHub's API: how long that takes, and what one
// call, one query and one schema of an answer add to a page.

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { print, ratio, whole } from '../measure.mjs';

/** After this time, a generator is ended. The slowest one needs more than a minute. */
const limitSeconds = 300;

const installed = (name) => fileURLToPath(import.meta.resolve(name));
const github = installed('@octokit/openapi/generated/api.github.com.json');

/** What a page imports and does: a call, the options of a query, and the schema of an answer. */
const uses = {
  specwright: {
    call: [
      'specwright/operations.ts',
      'reposGet',
      `({}, { params: { path: { owner: 'a', repo: 'b' } } })`,
    ],
    query: [
      'specwright/queries.ts',
      'reposGetQueryOptions',
      `({}, { params: { path: { owner: 'a', repo: 'b' } } })`,
    ],
    schema: ['specwright/schemas.ts', 'reposGetAnswers', `['200'].safeParse(value)`],
  },
  'hey-api': {
    call: ['hey-api/sdk.gen.ts', 'reposGet', `({ path: { owner: 'a', repo: 'b' } })`],
    query: [
      'hey-api/@tanstack/react-query.gen.ts',
      'reposGetOptions',
      `({ path: { owner: 'a', repo: 'b' } })`,
    ],
    schema: ['hey-api/zod.gen.ts', 'zReposGetResponse', '.safeParse(value)'],
  },
  orval: {
    call: ['orval/queries.ts', 'reposGet', `('a', 'b')`],
    query: ['orval/queries.ts', 'getReposGetQueryOptions', `('a', 'b')`],
    schema: ['orval-schemas/schemas.ts', 'reposGetResponse', '.safeParse(value)'],
  },
};

/**
 * Prints both tables. `measured` runs a Node script, and gives its milliseconds of CPU and of
 * waiting, or why it did not succeed.
 */
export async function generators(folder, measured) {
  const own = path.join(folder, 'generators');
  mkdirSync(own);
  const rows = [];
  // Once each, because one run of all of them takes minutes.
  for (const [name, { to, args }] of Object.entries(jobs(own))) {
    const result = measured(args, limitSeconds);
    rows.push([name, result]);
    // What a failed run has left is not complete.
    if (result.failure !== undefined) rmSync(to, { recursive: true, force: true });
  }
  const [[, ours]] = rows;
  print("client: generating functions, queries and zod's schemas for GitHub", [
    ['', 'CPU ms', 'elapsed ms', 'of ours'],
    ...rows.map(([name, { failure, cpu, elapsed }]) =>
      failure === undefined
        ? [name, whole(cpu), whole(elapsed), ratio(cpu / ours.cpu)]
        : [`${name}: ${failure}`, '-', '-', '-'],
    ),
  ]);

  const sizes = [];
  for (const [name, kinds] of Object.entries(uses)) {
    const row = [];
    for (const [kind, use] of Object.entries(kinds)) {
      row.push(await size(own, `${name}-${kind}.ts`, use));
    }
    sizes.push([name, row]);
  }
  const [[, first]] = sizes;
  const shown = (bytes, index) =>
    bytes === undefined ? '-' : `${(bytes / 1000).toFixed(1)} kB ${ratio(bytes / first[index])}`;
  print('client: gzipped bundles with one operation of GitHub, and times ours', [
    ['', 'a call', 'a query', 'a schema'],
    ...sizes.map(([name, row]) => [name, ...row.map(shown)]),
  ]);
}

/** The command of each generator, and the folder into which it writes. */
function jobs(own) {
  const to = (...names) => path.join(own, ...names);
  const written = (name, text) => {
    writeFileSync(to(name), text);
    return to(name);
  };
  const hey = {
    input: github,
    output: to('hey-api'),
    logs: { level: 'silent', file: false },
    plugins: [
      ...['@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch'],
      ...['@tanstack/react-query', 'zod'],
    ],
  };
  // Two runs, because each of its outputs has one kind of client. It reads a named configuration as
  // CommonJS.
  const orval = (folder, output) => {
    const settings = { it: { input: { target: github }, output } };
    const config = written(`${folder}.cjs`, `module.exports = ${JSON.stringify(settings)};`);
    const command = path.join(path.dirname(installed('orval')), 'bin/orval.js');
    return { to: to(folder), args: [command, '--config', config] };
  };
  return {
    specwright: {
      to: to('specwright'),
      args: [
        ...['bin/specwright.js', 'generate', github, '--name', 'specwright', '--out', own],
        ...['--operations', '--queries', 'react', '--schemas', 'zod', '--force'],
      ],
    },
    'hey-api': {
      to: to('hey-api'),
      args: [
        // Its command only starts this script, whose time would not be counted.
        path.join(path.dirname(installed('@hey-api/openapi-ts')), 'run.mjs'),
        ...['--file', written('hey-api.config.mjs', `export default ${JSON.stringify(hey)};`)],
      ],
    },
    'orval, without schemas': orval('orval', {
      ...{ target: to('orval/queries.ts'), client: 'react-query', httpClient: 'fetch' },
    }),
    'orval, schemas alone': orval('orval-schemas', {
      ...{ target: to('orval-schemas/schemas.ts'), client: 'zod' },
    }),
  };
}

/**
 * The gzipped size of a minified bundle, without the libraries that all of them use; `undefined` if
 * the file was not generated.
 */
async function size(own, name, [file, imported, use]) {
  if (!existsSync(path.join(own, file))) return undefined;
  const input = path.join(own, name);
  writeFileSync(
    input,
    `import { ${imported} } from './${file}';\nexport const use = (value) => ${imported}${use};\n`,
  );
  const bundle = await rolldown({
    input,
    platform: 'browser',
    external: ['zod', /^zod\//, '@tanstack/react-query'],
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'es', minify: true });
  await bundle.close();
  return gzipSync(output[0].code, { level: 9 }).length;
}
