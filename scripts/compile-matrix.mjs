// Compiles generated clients in the settings of many programs, with every other file that can be
// generated. One program uses each client in full, and one handles each operation of its mock. Each
// document is compiled twice, so that every option is on once:
//
//   node scripts/compile-matrix.mjs <folder or document>… [--short] [--dates=date] [--brands] [--runtime] [--all]
//
// It runs TypeScript 5.9, 6 and 7, for Node as ECMAScript modules and as CommonJS, and for a
// bundler. It uses the types of the DOM, those of Node, and none. Every strict setting is on, and
// libraries are checked as well. With `--short`, older compilers run only one setting of each
// module kind, and the second options have one setting for each compiler.
//
// It prints a line for each run, then its errors that no earlier run had. Exit code: 0 all
// compiles, 1 there are errors, 2 a document cannot be loaded.

import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeReady } from './ready.mjs';

const shownFaults = 5;
const { positionals, values: flags } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    brands: { type: 'boolean', default: false },
    runtime: { type: 'boolean', default: false },
    dates: { type: 'string', default: 'string' },
  },
});
const missing = positionals.filter((each) => !existsSync(each));
if (positionals.length === 0 || missing.length > 0) {
  process.stdout.write(
    `skipped: ${missing.length === 0 ? 'no folder is named' : `there is no ${missing.join(', ')}`}\n`,
  );
  process.exit(2);
}
makeReady();
const { loadApi } = await import('../dist/lib/api/load.js');
const { generateFiles } = await import('../dist/lib/generate/generate.js');
const { outputOf } = await import('../dist/lib/generate/output.js');
const { handlersText, useText } = await import('./client-use.mjs');

const root = fileURLToPath(new URL('..', import.meta.url));
const compilers = { 5.9: 'typescript', 6: 'typescript-6', 7: 'typescript-7' };
const modules = {
  'node16, ESM': { module: 'node16', moduleResolution: 'node16', verbatimModuleSyntax: true },
  // CommonJS cannot keep `import` statements unchanged (TS1295).
  'node16, CommonJS': { module: 'node16', moduleResolution: 'node16' },
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext', verbatimModuleSyntax: true },
  bundler: { module: 'esnext', moduleResolution: 'bundler', verbatimModuleSyntax: true },
};
const platforms = {
  DOM: { lib: ['es2022', 'dom', 'dom.iterable'], types: [] },
  Node: { lib: ['es2022'], types: ['node'] },
  neither: { lib: ['es2022'], types: [] },
};
const strict = {
  target: 'es2022',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  skipLibCheck: false,
  noEmit: true,
  typeRoots: [path.join(root, 'node_modules/@types')],
};

/** The clients of all documents in a project of one kind, with the files of a variant. */
function projectAt(folder, type, variant, apis) {
  mkdirSync(path.join(folder, 'node_modules/@tanstack'), { recursive: true });
  symlinkSync(root, path.join(folder, 'node_modules/specwright'), 'junction');
  for (const library of [
    'zod',
    'valibot',
    'saxes',
    'xmlchars',
    '@tanstack/query-core',
    '@tanstack/react-query',
  ])
    symlinkSync(
      path.join(root, 'node_modules', library),
      path.join(folder, 'node_modules', library),
      'junction',
    );
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ type }));
  for (const { api, made } of apis) {
    mkdirSync(path.join(folder, api.name), { recursive: true });
    for (const [name, text] of made[variant])
      writeFileSync(path.join(folder, api.name, name), text);
  }
}

/** The files whose libraries need the types of a platform, or another module system. */
function excludedFiles({ lib, types, module, verbatimModuleSyntax = false }) {
  // It imports an ES module, which TypeScript's `node16` refuses in CommonJS.
  const isRefused = module === 'node16' && !verbatimModuleSyntax;
  if (types.includes('node')) return isRefused ? ['./**/server.ts'] : [];
  // Servers run on Node.
  const always = ['./**/server.ts'];
  return lib.includes('dom') ? always : [...always, './**/queries.ts', './**/schemas.ts'];
}

function compile(compiler, folder, name, compilerOptions) {
  const settings = path.join(folder, `tsconfig.${name}.json`);
  const exclude = excludedFiles(compilerOptions);
  writeFileSync(settings, JSON.stringify({ compilerOptions, include: ['./**/*.ts'], exclude }));
  const script = path.join(root, 'node_modules', compiler, 'bin/tsc');
  const args = ['--max-old-space-size=8192', script, '-p', settings, '--pretty', 'false'];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 28 }, (error, stdout) =>
      resolve(error === null ? [] : (stdout || error.message).trim().split(/\n(?! )/)),
    );
  });
}

const documents = positionals.flatMap((given) =>
  statSync(given).isDirectory()
    ? readdirSync(given, { recursive: true })
        .filter((name) => /\.(?:json|ya?ml)$/i.test(name) && !/evidence|documented/.test(name))
        .sort()
        .map((name) => path.join(given, name))
    : [given],
);
const given = { dates: flags.dates, brands: flags.brands, runtime: flags.runtime };
const variants = {
  first: outputOf({
    ...{ ...given, schemas: 'zod', queries: 'core' },
    ...{ names: true, enums: true, server: true },
  }),
  second: outputOf({
    ...{ ...given, schemas: 'valibot', queries: 'react' },
    ...{ operations: true, lenient: true, int64: 'bigint' },
  }),
};
const apis = new Map();
for (const file of documents) {
  const { api } = await loadApi(file);
  if (api === undefined) {
    process.stdout.write(`${file}: cannot be loaded\n`);
    process.exitCode = 2;
    continue;
  }
  const values = flags.dates === 'string' && !flags.brands;
  const made = {};
  for (const [name, options] of Object.entries(variants)) {
    const hasNumbers = options.int64 !== 'bigint';
    made[name] = new Map([
      ...(await generateFiles(api, root, options)),
      ['use.ts', useText(api, { values: values && hasNumbers, runtime: flags.runtime })],
      ['handlers.ts', handlersText(api)],
    ]);
  }
  apis.set(api.name, { api, made });
}
process.stdout.write(
  `${apis.size} documents, ${[...apis.values()].reduce((sum, { api }) => sum + api.operations.length, 0)} operations\n`,
);

const made = mkdtempSync(path.join(tmpdir(), 'specwright-compile-'));
process.on('exit', () => rmSync(made, { recursive: true, force: true }));
for (const type of ['module', 'commonjs'])
  for (const variant of Object.keys(variants))
    projectAt(path.join(made, type, variant), type, variant, apis.values());

/** Whether the short form runs a setting. */
function isShort(variant, version, kind, platform) {
  if (variant === 'second') return kind === 'bundler' && platform === 'DOM';
  if (version === '7') return true;
  return kind !== 'nodenext' && platform === (kind === 'bundler' ? 'DOM' : 'neither');
}

const settings = Object.keys(variants).flatMap((variant) =>
  Object.keys(compilers).flatMap((version) =>
    Object.keys(modules).flatMap((kind) =>
      Object.keys(platforms).map((platform) => [variant, version, kind, platform]),
    ),
  ),
);
const printed = new Set();
let run = 0;
for (const [variant, version, kind, platform] of settings) {
  if (flags.short && !isShort(variant, version, kind, platform)) continue;
  const folder = path.join(made, kind.endsWith('CommonJS') ? 'commonjs' : 'module', variant);
  run += 1;
  const own = { ...strict, ...modules[kind], ...platforms[platform] };
  const faults = await compile(compilers[version], folder, run, own);
  process.stdout.write(
    `${faults.length === 0 ? 'ok ' : 'NOT'} TypeScript ${version}, ${kind}, ${platform}, ${variant} options${faults.length === 0 ? '' : `: ${faults.length} faults`}\n`,
  );
  if (faults.length > 0) process.exitCode ??= 1;
  const others = faults.filter((fault) => !printed.has(fault));
  for (const fault of others) printed.add(fault);
  const shown = flags.all ? others : others.slice(0, shownFaults);
  process.stdout.write(shown.map((line) => `  ${line}\n`).join(''));
}
