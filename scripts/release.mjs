// Decides whether to publish the version in package.json. Prints `due=true` or `due=false`,
// `version=…` and `prerelease=…` as lines for GITHUB_OUTPUT, and writes the version's section of
// the changelog to a file. Usage: node scripts/release.mjs [NOTES-FILE]; exit code 2 if it cannot
// decide.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The section of a changelog about a version, without its heading; `undefined` if it is missing. */
export function notesOf(changelog, version) {
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => text.split('\n', 1)[0].trim() === version);
  return section?.slice(section.indexOf('\n')).trim();
}

/** Whether the registry has a version of a package. */
function isPublished(name, version) {
  const ran = spawnSync('npm', ['view', `${name}@${version}`, 'version', '--json'], {
    encoding: 'utf8',
  });
  if (ran.status === 0) return ran.stdout.trim() !== '';
  if (/\bE404\b/.test(ran.stdout + ran.stderr)) return false;
  fail(`cannot ask the registry for ${name} ${version}: ${ran.stderr || ran.error?.message}`);
}

function fail(reason) {
  process.stderr.write(`release: ${reason}\n`);
  process.exit(2);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { name, version, repository } = JSON.parse(readFileSync('package.json', 'utf8'));
  const notes = notesOf(readFileSync('CHANGELOG.md', 'utf8'), version);
  if (notes === undefined) fail(`CHANGELOG.md has no section "## ${version}"`);
  if (repository === undefined) {
    process.stderr.write(
      'release: nothing is published: package.json has no "repository", which provenance needs; ' +
        'see CONTRIBUTING.md\n',
    );
  }
  const due = repository !== undefined && !isPublished(name, version);
  const [file] = process.argv.slice(2);
  if (file !== undefined) writeFileSync(path.resolve(file), `${notes}\n`);
  process.stdout.write(`due=${due}\nversion=${version}\nprerelease=${version.includes('-')}\n`);
}
