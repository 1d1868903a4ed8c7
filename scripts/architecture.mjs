// Proves that docs/architecture.md names every source file, and no missing file.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export function architectureFaults(root) {
  const text = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');
  const cells = [...text.matchAll(/^\| (`[^|]+`) \|/gm)].map(([, cell]) => cell);
  const named = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace(/\.ts$/, ''));
  const isNamed = (file) => named.includes(file) || named.includes(`${path.posix.dirname(file)}/*`);
  const exists = (name) =>
    name.endsWith('/*')
      ? existsSync(path.join(root, 'src', name.slice(0, -2)))
      : files.includes(name);
  return [
    ...files
      .filter((file) => !isNamed(file))
      .map((file) => `docs/architecture.md does not name src/${file}.ts`),
    ...named
      .filter((name) => !exists(name))
      .map((name) => `docs/architecture.md names src/${name}.ts, which is not there`),
  ];
}
