// Proves that the package contains every file that its entry points import. It must omit folders
// that only the bundled program needs.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { importGraph } from './layers.mjs';

export function packageFaults(root) {
  const { exports, files } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const graph = importGraph(root);
  const reached = new Set(
    Object.values(exports).flatMap(
      (door) => door['specwright-source']?.slice('./src/'.length) ?? [],
    ),
  );
  for (const file of reached) {
    for (const target of graph.get(file)?.local ?? []) reached.add(target);
  }
  const leftOut = files.filter((file) => file.startsWith('!dist/lib/')).map(patternOf);
  const isLeftOut = (file) => leftOut.some((pattern) => pattern.test(file));
  const missing = [...reached].filter(isLeftOut);
  const folders = new Set([...graph.keys()].filter((file) => file.includes('/')).map(folderOf));
  const needed = new Set([...reached].map(folderOf));
  const idle = [...folders].filter((folder) => !needed.has(folder) && !isLeftOut(`${folder}/.ts`));
  return [
    ...missing.map((file) => `package.json leaves out src/${file}, to which the library leads`),
    ...idle.map(
      (folder) => `package.json takes along src/${folder}/, which only the program needs`,
    ),
  ];
}

function folderOf(file) {
  return file.split('/')[0];
}

/** `!dist/lib/lint/redocly.*` excludes a file, and `!dist/lib/docs` a whole folder. */
function patternOf(left) {
  const place = left.slice('!dist/lib/'.length).replaceAll('.', '\\.').replaceAll('*', '[^/]*');
  return new RegExp(`^${place}(/|$)`);
}
