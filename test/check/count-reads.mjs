// Loaded before the program (--import): reports at the end how often each file of a contract was read.
import fs from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const counts = {};
for (const [owner, name] of [
  [fs, 'readFile'],
  [fs, 'readFileSync'],
  [promises, 'readFile'],
  [fs, 'createReadStream'],
]) {
  const read = owner[name];
  owner[name] = (file, ...others) => {
    const file_ = String(file).startsWith('file:') ? fileURLToPath(file) : String(file);
    if (/\.(yaml|json)$/.test(file_) && path.dirname(file_) === process.cwd()) {
      counts[path.basename(file_)] = (counts[path.basename(file_)] ?? 0) + 1;
    }
    return read.call(owner, file, ...others);
  };
}
syncBuiltinESMExports();
process.on('exit', () => fs.writeFileSync(process.env.COUNTS, JSON.stringify(counts)));
