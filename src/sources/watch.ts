import { type FSWatcher, watch } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Watches the contents of files, until it is closed. */
export interface FileWatcher {
  /**
   * Watches exactly these files from now on. Each comes with the text that was read, `undefined` if
   * it could not be read, so that no change in between is missed.
   */
  follow(files: ReadonlyMap<string, string | undefined>): void;
  close(): void;
}

/** Editors write in several steps; only the final contents count. */
const settled = 60;
/** Interval for file systems that report no changes (network drives, containers). */
const patrol = 1_000;

/**
 * Reports files with changed contents: written, replaced, removed or restored. It watches folders
 * instead of files, because most editors save a new file under the old name. Unreported changes are
 * found by polling once a second.
 */
export function watchFiles(onChange: (changed: ReadonlySet<string>) => void): FileWatcher {
  const folders = new Map<string, FSWatcher>();
  let known = new Map<string, Known>();
  let due: NodeJS.Timeout | undefined;
  let looking = false;
  let closed = false;
  const rounds = setInterval(() => {
    watchFolders();
    void look();
  }, patrol).unref();

  function soon(): void {
    clearTimeout(due);
    if (!closed) due = setTimeout(() => void look(), settled).unref();
  }

  async function look(): Promise<void> {
    if (looking || closed) return;
    looking = true;
    const files = known;
    const changed = new Set<string>();
    for (;;) {
      const found = await changesIn(files);
      for (const file of found) changed.add(file);
      if (found.length === 0) break;
      await wait(settled, undefined, { ref: false });
    }
    looking = false;
    if (changed.size > 0 && !closed && files === known) onChange(changed);
  }

  function watchFolders(): void {
    const wanted = new Set([...known.keys()].map((file) => path.dirname(file)));
    for (const [folder, watcher] of folders) {
      if (!wanted.has(folder)) forget(folder, watcher);
    }
    for (const folder of wanted) {
      if (folders.has(folder)) continue;
      try {
        const watcher = watch(folder, { persistent: false }, soon);
        watcher.on('error', () => forget(folder, watcher));
        folders.set(folder, watcher);
      } catch {
        // The folder is missing, or the system's limit is reached: polling finds the change.
      }
    }
  }

  function forget(folder: string, watcher: FSWatcher): void {
    watcher.close();
    if (folders.get(folder) === watcher) folders.delete(folder);
  }

  return {
    follow(files) {
      known = new Map([...files].map(([file, text]) => [file, { text, state: '' }]));
      watchFolders();
      soon();
    },
    close() {
      closed = true;
      clearTimeout(due);
      clearInterval(rounds);
      for (const [folder, watcher] of folders) forget(folder, watcher);
    },
  };
}

interface Known {
  text: string | undefined;
  /** The file's metadata; while it is unchanged, the file was not written. */
  state: string;
}

async function changesIn(files: ReadonlyMap<string, Known>): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const [file, known] of files) {
    const state = await stateOf(file);
    if (state === known.state) continue;
    known.state = state;
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === known.text) continue;
    known.text = text;
    changed.push(file);
  }
  return changed;
}

async function stateOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
  } catch {
    return 'none';
  }
}
