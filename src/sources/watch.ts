import { type FSWatcher, watch } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Watches what files hold, until it is closed. */
export interface FileWatcher {
  /**
   * Watches these files from now on, and no others. Each comes with the text that was read of it,
   * `undefined` where it could not be read; so no change is missed that was made in the meantime.
   */
  follow(files: ReadonlyMap<string, string | undefined>): void;
  close(): void;
}

/** Editors write in several steps; what counts is how a file looks when they are done. */
const settled = 60;
/** Where the system does not tell of changes (network drives, containers), they are looked for. */
const patrol = 1_000;

/**
 * Tells which files have another content than before, whether they were written in place, replaced,
 * removed or put back. The folders are watched, not the files: most editors save a new file under
 * the old name. Changes without a report are found by looking once a second.
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
        // A folder that is not there, or one too many for the system: the rounds find the change.
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
  /** The system's account of the file; as long as it is the same, the file was not written. */
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
