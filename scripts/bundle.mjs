// Bundles the program to dist/program/: a mock then loads a few files instead of three hundred,
// which halves the time to its first answer. The bundle contains the parts of other packages that
// every mock needs, with their licenses in the notices. It also contains parts of packages that
// would otherwise install far more than the program uses. Redocly's core, which the library uses as
// well, becomes one file in dist/lib/. Redoc for the documentation is copied to
// dist/redoc/, and MiniSearch for its search to dist/minisearch/.

import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { installedPackages, licenseFaults, notices, packageAt } from './licenses.mjs';

// Not saxes, because it has no license text to include.
const inside = new Set([
  '@eslint-community/regexpp',
  '@modelcontextprotocol/sdk',
  'ajv',
  'ajv-formats',
  'commander',
  'js-yaml',
  'markdown-it',
  'openapi-typescript',
  'vscode-languageserver',
  'vscode-languageserver-textdocument',
  'yaml',
]);
const root = fileURLToPath(new URL('..', import.meta.url));
// As deep as its source, so that it finds package.json in the same place.
const out = path.join(root, 'dist/program/cli');
// Names stay, so that stack traces in users' reports are readable; white space does not.
const written = {
  format: 'esm',
  keepNames: true,
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
};

const core = await rolldown({
  input: path.join(root, 'src/api/redocly.ts'),
  platform: 'node',
  external: /^(ajv|ajv-formats|js-yaml)(\/|$)/,
});
const { output: coreOutput } = await core.write({
  ...written,
  file: path.join(root, 'dist/lib/api/redocly.js'),
  codeSplitting: false,
});
await core.close();

rmSync(path.dirname(out), { recursive: true, force: true });
const bundle = await rolldown({
  input: {
    main: path.join(root, 'dist/lib/cli/main.js'),
    // A thread starts its script by file name, which a bundler does not follow.
    worker: path.join(root, 'dist/lib/check/worker.js'),
    'lint-worker': path.join(root, 'dist/lib/lsp/worker.js'),
  },
  platform: 'node',
  plugins: [{ name: 'stand-ins', resolveId: standInFor }],
  external: (id, importer) => {
    if (packageOf(id) === 'typescript') return true;
    const isOurs = importer === undefined || !importer.includes('node_modules');
    const isName = !id.startsWith('.') && !path.isAbsolute(id);
    return isOurs && isName && !inside.has(packageOf(id));
  },
});
const { output } = await bundle.write({ ...written, dir: out });
await bundle.close();
const modules = [...coreOutput, ...output].flatMap((part) =>
  part.type === 'chunk' ? part.moduleIds : [],
);
const bundled = packageFolders(modules).map(packageAt);
for (const fault of licenseFaults(bundled)) throw new Error(fault);
writeFileSync(
  path.join(root, 'dist/THIRD-PARTY-NOTICES.txt'),
  notices(bundled, installedPackages(root)),
);

const redoc = path.join(root, 'dist/redoc');
const redocly = path.join(root, 'node_modules/@redocly/cli');
mkdirSync(redoc, { recursive: true });
for (const file of ['LICENSE', 'THIRD_PARTY_NOTICES', 'lib/chunks/redoc.standalone.js']) {
  copyFileSync(path.join(redocly, file), path.join(redoc, path.basename(file)));
}

const minisearch = path.join(root, 'dist/minisearch');
mkdirSync(minisearch, { recursive: true });
const finder = await rolldown({
  input: path.join(root, 'node_modules/minisearch/dist/es/index.js'),
});
await finder.write({
  file: path.join(minisearch, 'minisearch.js'),
  format: 'iife',
  name: 'MiniSearch',
  minify: true,
});
await finder.close();
copyFileSync(
  path.join(root, 'node_modules/minisearch/LICENSE.txt'),
  path.join(minisearch, 'LICENSE.txt'),
);

/**
 * Replaces two imports of openapi-typescript: a linter with two used functions, and a package that
 * it never calls.
 */
function standInFor(id, importer) {
  const isWanted = /^(@redocly\/openapi-core\/lib\/ref-utils\.js|change-case)$/.test(id);
  return isWanted && importer?.includes('openapi-typescript')
    ? path.join(root, 'scripts/openapi-typescript-imports.mjs')
    : undefined;
}

/** The name of a package: `ajv` for `ajv/dist/2020.js`. */
function packageOf(id) {
  const parts = id.split('/');
  return id.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}

/** The folders of the packages that contain some files. */
function packageFolders(files) {
  const folders = files.flatMap(
    (file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(slashes(file))?.[1] ?? [],
  );
  return [...new Set(folders)].sort();
}

function slashes(file) {
  return file.replaceAll(path.sep, '/');
}
