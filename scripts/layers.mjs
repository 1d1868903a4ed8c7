// Proves the layers of docs/architecture.md: imports run downwards, features do not import one
// another, and there are no import cycles. Only one file imports each replaceable library.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** From the ground up; folders in one row do not import one another. */
export const layers = [
  [
    'json',
    'http',
    'html',
    'random.ts',
    'steps.ts',
    'file-trouble.ts',
    'thrown-message.ts',
    'nearest-name.ts',
    'escape-pattern.ts',
    'latest.ts',
  ],
  ['finding.ts'],
  ['body'],
  ['client', 'api'],
  ['typescript'],
  ['schema'],
  ['judge'],
  ['example'],
  ['report'],
  ['docs-settings.ts', 'generate-settings.ts'],
  ['contract-error.ts', 'configuration.ts', 'load-module.ts'],
  ['setting-kinds.ts'],
  ['configuration-check.ts'],
  ['middleware', 'coverage', 'resources', 'recording'],
  ['registry.ts'],
  ['configuration-file.ts', 'open.ts'],
  ['sources'],
  ['lint'],
  ['mock', 'verify', 'traffic', 'docs', 'generate', 'diff', 'init'],
  ['check', 'upstream', 'proxy', 'lsp'],
  ['matcher.ts', 'broken-contract.ts'],
  ['vitest.ts', 'jest.ts', 'playwright.ts', 'msw.ts', 'browser.ts', 'index.ts'],
  ['cli'],
];

/** Libraries that only one file may import, because another one may replace them. */
const kept = [
  { library: /^@stoplight\/prism-/, by: 'mock/prism/' },
  { library: /^@redis\/client$/, by: 'mock/state/redis/' },
  { library: /^@redocly\/openapi-core$/, by: 'api/redocly.ts' },
  { library: /^ajv(\/|$)/, by: 'schema/engine' },
  { library: /^ajv-formats(\/|$)/, by: 'schema/formats.ts' },
  { library: /^openapi-typescript(\/|$)/, by: 'generate/types.ts' },
  { library: /^openapi-fetch$/, by: 'client/openapi-fetch.ts' },
  { library: /^@eslint-community\/regexpp$/, by: 'schema/pattern-syntax.ts' },
  { library: /^saxes$/, by: 'body/xml.ts' },
  { library: /^punycode\.js$/, by: 'schema/format/hostname.ts' },
  { library: /^markdown-it$/, by: 'docs/' },
  { library: /^commander$/, by: 'cli/' },
  { library: /^@playwright\/test$/, by: 'playwright.ts' },
  { library: /^msw$/, by: 'mock/testing/contract-handlers.ts' },
  { library: /^vscode-languageserver/, by: 'lsp/server.ts' },
  { library: /^@modelcontextprotocol\/sdk/, by: 'cli/mcp/server.ts' },
];

/** The run-time half of generated clients runs in browsers, so that it stays small and free of Node. */
const browserSafe = { folder: 'client', mayImport: ['client', 'http', 'body', 'json'] };

/** Files that run in a page with all their imports, and so without Node. */
const forBrowsers = [
  'browser.ts',
  'middleware/contract-check.ts',
  'client/client.ts',
  'client/xml.ts',
];

export function layerFaults(root) {
  const imports = importGraph(root);
  return [...imports]
    .flatMap(([file, found]) => faultsOf(file, found))
    .concat(cycles(imports), ...forBrowsers.map((file) => nodeBehind(file, imports)));
}

/** The imports of each source file: other source files, and libraries. */
export function importGraph(root) {
  const src = path.join(root, 'src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts'));
  return new Map(files.map((file) => [file, importsOf(src, file)]));
}

/** The ways from a file to modules of Node. */
function nodeBehind(entry, imports) {
  const reached = new Set([entry]);
  for (const file of reached) {
    for (const target of imports.get(file)?.local ?? []) reached.add(target);
  }
  return [...reached].flatMap((file) =>
    (imports.get(file)?.libraries ?? [])
      .filter((library) => library.startsWith('node:'))
      .map((library) => `src/${entry} is for browsers, and src/${file} imports ${library}`),
  );
}

function faultsOf(file, { local, libraries }) {
  const faults = [];
  const own = rowOf(file);
  if (own === -1) return [`src/${file} is in no layer; scripts/layers.mjs lists them`];
  for (const target of local) {
    const row = rowOf(target);
    if (row > own) faults.push(`src/${file} imports src/${target}, which is above it`);
    if (row === own && layerOf(file) !== layerOf(target)) {
      faults.push(`src/${file} imports src/${target}, which is beside it`);
    }
    if (layerOf(file) === browserSafe.folder && !browserSafe.mayImport.includes(layerOf(target))) {
      faults.push(`src/${file} imports src/${target}, which is not for browsers`);
    }
  }
  for (const library of libraries) {
    const rule = kept.find((candidate) => candidate.library.test(library));
    if (rule !== undefined && !file.startsWith(rule.by)) {
      faults.push(`src/${file} imports ${library}, which only src/${rule.by} knows`);
    }
  }
  return faults;
}

function layerOf(file) {
  return file.split('/')[0];
}

function rowOf(file) {
  return layers.findIndex((row) => row.includes(layerOf(file)));
}

function importsOf(src, file) {
  const text = readFileSync(path.join(src, file), 'utf8');
  const local = [];
  const libraries = [];
  for (const [, name] of text.matchAll(/(?:\bfrom\s+|\bimport\(\s*|^import\s+)'([^']+)'/gm)) {
    if (name.startsWith('.')) local.push(path.posix.join(path.posix.dirname(file), name));
    else libraries.push(name);
  }
  return { local, libraries };
}

/** The import cycles. Every import counts, also of types: a cycle makes its files one unit. */
function cycles(imports) {
  const done = new Set();
  const faults = [];
  const visit = (file, trail) => {
    const start = trail.indexOf(file);
    if (start !== -1) faults.push(`a circle: ${[...trail.slice(start), file].join(' → ')}`);
    if (start !== -1 || done.has(file)) return;
    for (const target of imports.get(file)?.local ?? []) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return faults;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const faults = layerFaults(fileURLToPath(new URL('..', import.meta.url)));
  process.stdout.write(faults.map((fault) => `${fault}\n`).join(''));
  process.exitCode = faults.length === 0 ? 0 : 1;
}
