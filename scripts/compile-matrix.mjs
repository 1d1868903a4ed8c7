// Compiles generated clients in the settings of many programs. One program uses each client in
// full, and one handles each operation of its mock:
//
//   node scripts/compile-matrix.mjs <folder or document>… [--short] [--dates=date] [--brands] [--runtime] [--all]
//
// It runs TypeScript 5.9, 6 and 7, for Node as ECMAScript modules and as CommonJS, and for a
// bundler. It uses the types of the DOM, those of Node, and none. Every strict setting is on, and
// libraries are checked as well. With `--short`, older compilers run only one setting of each
// module kind.
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

/** The clients of all documents in a project of one kind. */
async function projectAt(folder, type, apis) {
  mkdirSync(path.join(folder, 'node_modules/@tanstack'), { recursive: true });
  symlinkSync(root, path.join(folder, 'node_modules/specwright'), 'junction');
  for (const library of ['zod', 'saxes', 'xmlchars', '@tanstack/query-core'])
    symlinkSync(
      path.join(root, 'node_modules', library),
      path.join(folder, 'node_modules', library),
      'junction',
    );
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ type }));
  for (const { api, files, use, handlers } of apis) {
    mkdirSync(path.join(folder, api.name), { recursive: true });
    for (const [name, text] of [...files, ['use.ts', use], ['handlers.ts', handlers]])
      writeFileSync(path.join(folder, api.name, name), text);
  }
}

function hasPlatform({ lib, types }) {
  return lib.includes('dom') || types.includes('node');
}

function compile(compiler, folder, name, compilerOptions) {
  const settings = path.join(folder, `tsconfig.${name}.json`);
  // The types of TanStack Query and zod need those of a platform.
  const exclude = hasPlatform(compilerOptions) ? [] : ['./**/queries.ts', './**/schemas.ts'];
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
const options = outputOf({
  ...{ dates: flags.dates, brands: flags.brands, runtime: flags.runtime },
  ...{ schemas: 'zod', queries: 'core' },
});
const apis = new Map();
for (const file of documents) {
  const { api } = await loadApi(file);
  if (api === undefined) {
    process.stdout.write(`${file}: cannot be loaded\n`);
    process.exitCode = 2;
    continue;
  }
  const values = flags.dates === 'string' && !flags.brands;
  apis.set(api.name, {
    api,
    files: await generateFiles(api, root, options),
    use: useText(api, { values, runtime: flags.runtime }),
    handlers: handlersText(api),
  });
}
process.stdout.write(
  `${apis.size} documents, ${[...apis.values()].reduce((sum, { api }) => sum + api.operations.length, 0)} operations\n`,
);

const made = mkdtempSync(path.join(tmpdir(), 'specwright-compile-'));
process.on('exit', () => rmSync(made, { recursive: true, force: true }));
for (const type of ['module', 'commonjs'])
  await projectAt(path.join(made, type), type, apis.values());

const printed = new Set();
let run = 0;
for (const [version, compiler] of Object.entries(compilers)) {
  for (const [kind, own] of Object.entries(modules)) {
    for (const [platform, types] of Object.entries(platforms)) {
      const isNewest = version === '7';
      if (
        flags.short &&
        !isNewest &&
        (kind === 'nodenext' || platform !== (kind === 'bundler' ? 'DOM' : 'neither'))
      )
        continue;
      const folder = path.join(made, kind.endsWith('CommonJS') ? 'commonjs' : 'module');
      run += 1;
      const faults = await compile(compiler, folder, run, { ...strict, ...own, ...types });
      process.stdout.write(
        `${faults.length === 0 ? 'ok ' : 'NOT'} TypeScript ${version}, ${kind}, ${platform}${faults.length === 0 ? '' : `: ${faults.length} faults`}\n`,
      );
      if (faults.length > 0) process.exitCode ??= 1;
      const others = faults.filter((fault) => !printed.has(fault));
      for (const fault of others) printed.add(fault);
      const shown = flags.all ? others : others.slice(0, shownFaults);
      process.stdout.write(shown.map((line) => `  ${line}\n`).join(''));
    }
  }
}
