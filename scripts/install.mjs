// Checks whether npm may install into a folder's node_modules. Plain JavaScript without
// dependencies, because it runs before any are installed.

import { lstatSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/**
 * Ends the process if the node_modules of a folder is a symbolic link, because npm would empty the
 * target folder. Exit code 2: nothing could run.
 */
export function refuseLinkedModules(folder) {
  const modules = path.join(folder, 'node_modules');
  if (!lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  process.stderr.write(
    `specwright: cannot install into "${modules}": it is a symbolic link to ` +
      `"${readlinkSync(modules)}", which npm would empty; remove the link, or bring what it leads to ` +
      'up to date\n',
  );
  process.exit(2);
}
