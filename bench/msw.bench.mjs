// The size of a mock in a page: a bundler's output of specwright/msw and of MSW itself, as bytes
// and gzipped. Files that load on first use (state, faults, the journal) count separately.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { print, whole } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
// Inside the project, where `specwright/msw` resolves to its build.
const folder = mkdtempSync(path.join(root, 'dist/bench-'));
const entries = {
  'msw alone': "export { setupWorker } from 'msw/browser'; export { http } from 'msw';",
  'with specwright/msw':
    "export { setupWorker } from 'msw/browser'; export { contractMock } from 'specwright/msw';",
};
try {
  const rows = [];
  for (const [name, code] of Object.entries(entries)) {
    const input = path.join(folder, 'entry.mjs');
    writeFileSync(input, code);
    const bundle = await rolldown({
      input,
      platform: 'browser',
      resolve: { conditionNames: ['browser', 'import', 'default'] },
      logLevel: 'silent',
    });
    const { output } = await bundle.generate({ format: 'esm', minify: true });
    await bundle.close();
    const [entry] = output;
    const byName = new Map(output.map((chunk) => [chunk.fileName, chunk]));
    const first = new Set([entry.fileName]);
    for (const file of first) for (const next of byName.get(file).imports) first.add(next);
    const later = output.filter(({ fileName }) => !first.has(fileName));
    rows.push([name, ...sizes([...first].map((file) => byName.get(file))), ...sizes(later)]);
  }
  print('msw: what a page loads, in KB', [
    ['', 'at first', 'gzipped', 'when used', 'gzipped'],
    ...rows,
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function sizes(chunks) {
  const sum = (size) => chunks.reduce((total, { code }) => total + size(code), 0);
  return [sum((code) => Buffer.byteLength(code)), sum((code) => gzipSync(code).length)].map(
    (bytes) => whole(bytes / 1000),
  );
}
