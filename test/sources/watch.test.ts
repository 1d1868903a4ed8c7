import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watchFiles } from '../../src/sources/watch.ts';

/** A folder with two files, watched; `next` resolves with the names of those that changed. */
async function watched() {
  const folder = await mkdtemp(path.join(tmpdir(), 'specwright-watch-'));
  const at = (name: string) => path.join(folder, name);
  await writeFile(at('a.yaml'), 'a');
  await writeFile(at('b.yaml'), 'b');
  const told: (readonly string[])[] = [];
  let wake = () => {};
  const watcher = watchFiles((changed) => {
    told.push([...changed].map((file) => path.basename(file)));
    wake();
  });
  onTestFinished(async () => {
    watcher.close();
    await rm(folder, { recursive: true, force: true });
  });
  const follow = (a: string | undefined = 'a') =>
    watcher.follow(
      new Map([
        [at('a.yaml'), a],
        [at('b.yaml'), 'b'],
      ]),
    );
  const next = async () => {
    while (told.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return told.shift();
  };
  return { folder, at, follow, next, told };
}

describe('a watcher reports', () => {
  it('a file that is written in place', async () => {
    const { at, follow, next } = await watched();
    follow();
    await writeFile(at('a.yaml'), 'changed');
    expect(await next()).toEqual(['a.yaml']);
  });

  it('a file that another file replaces, as editors do', async () => {
    const { at, follow, next } = await watched();
    follow();
    await writeFile(at('a.yaml.new'), 'changed');
    await rename(at('a.yaml.new'), at('a.yaml'));
    expect(await next()).toEqual(['a.yaml']);
  });

  it('a change that was made while the file was being loaded', async () => {
    const { follow, next } = await watched();
    follow('what was read before');
    expect(await next()).toEqual(['a.yaml']);
  });

  it('a file that is removed, and the same when it is put back', async () => {
    const { at, follow, next } = await watched();
    follow();
    await rm(at('b.yaml'));
    expect(await next()).toEqual(['b.yaml']);
    await writeFile(at('b.yaml'), 'b');
    expect(await next()).toEqual(['b.yaml']);
  });

  it('a file in a folder that is removed and made again', async () => {
    const { folder, at, follow, next } = await watched();
    follow();
    await rm(folder, { recursive: true });
    expect(await next()).toEqual(['a.yaml', 'b.yaml']);
    await mkdir(folder);
    await writeFile(at('a.yaml'), 'a');
    expect(await next()).toEqual(['a.yaml']);
  });

  it('nothing if a file is written with the same content', async () => {
    const { at, follow, next, told } = await watched();
    follow();
    await writeFile(at('a.yaml'), 'a');
    await writeFile(at('unrelated.txt'), 'new');
    await writeFile(at('b.yaml'), 'changed');
    expect(await next()).toEqual(['b.yaml']);
    expect(told).toEqual([]);
  });
});
