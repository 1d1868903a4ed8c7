// Bundles the program to dist/program/: a mock that is started loads a few files instead of three
// hundred, which halves the time to its first answer. What a mock always needs of other packages is
// part of the bundle, with their licences beside it; what it rarely needs is loaded from where it is.

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const inside = new Set(['ajv', 'ajv-formats', 'commander', 'saxes', 'yaml']);
const root = fileURLToPath(new URL('..', import.meta.url));
// As deep as its source, so that it finds package.json at the same place.
const out = path.join(root, 'dist/program/cli');

rmSync(path.dirname(out), { recursive: true, force: true });
const bundle = await rolldown({
  input: {
    main: path.join(root, 'dist/lib/cli/main.js'),
    // A thread's script is started by its name, which a bundler does not follow.
    worker: path.join(root, 'dist/lib/check/worker.js'),
  },
  platform: 'node',
  external: (id, importer) => {
    const isOurs = importer === undefined || !importer.includes('node_modules');
    const isName = !id.startsWith('.') && !path.isAbsolute(id);
    return isOurs && isName && !inside.has(packageOf(id));
  },
});
const { output } = await bundle.write({
  dir: out,
  format: 'esm',
  keepNames: true,
  // Names are kept, so that what a user reports can be found; space is not.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
});
await bundle.close();
const modules = output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
writeFileSync(path.join(out, '../LICENSES.txt'), licencesOf(modules));

/** The package of `ajv/dist/2020.js`. */
function packageOf(id) {
  const parts = id.split('/');
  return id.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}

/** The licences of the packages that some files are from. */
function licencesOf(files) {
  const folders = new Set(
    files.flatMap(
      (file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(slashes(file))?.[1] ?? [],
    ),
  );
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(
        readFileSync(path.join(folder, 'package.json'), 'utf8'),
      );
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8');
      return `${name} ${version} (${license})\n\n${text.trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function slashes(file) {
  return file.replaceAll(path.sep, '/');
}
