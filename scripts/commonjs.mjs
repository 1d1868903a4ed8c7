// Writes dist/commonjs/: the run-time half of generated clients, the handlers of mocks and the
// matcher for Jest, with types. Jest and older bundlers need it, because they cannot load ES
// modules.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const library = path.join(root, 'dist/lib');
const out = path.join(root, 'dist/commonjs');
const doors = ['client/client', 'client/xml', 'mock/handlers/define', 'jest'];

rmSync(out, { recursive: true, force: true });
const bundle = await rolldown({
  input: Object.fromEntries(doors.map((door) => [door, path.join(library, `${door}.js`)])),
  external: (id) => !id.startsWith('.') && !path.isAbsolute(id),
});
await bundle.write({
  dir: out,
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: 'client/[name].cjs',
});
await bundle.close();

/** A declaration and the files that it refers to, with the extension of CommonJS. */
const written = new Set();
function writeTypes(file) {
  if (written.has(file)) return;
  written.add(file);
  const text = readFileSync(path.join(library, `${file}.d.ts`), 'utf8').replace(
    /(from |import\()(['"])(\.[^'"]*)\.ts\2/g,
    (whole, before, quote, target) => {
      const declared = path.join(path.dirname(file), target);
      // An example in a comment imports a file of the user's.
      if (!existsSync(path.join(library, `${declared}.d.ts`))) return whole;
      writeTypes(declared);
      return `${before}${quote}${target}.cjs${quote}`;
    },
  );
  mkdirSync(path.join(out, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(out, `${file}.d.cts`), text);
}
for (const door of doors) writeTypes(door);
