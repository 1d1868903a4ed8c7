// The licenses of all packages that are installed with this one or bundled in it. The check refuses
// licenses that are unknown here or that bind users. The script also makes the notices of the
// package.
// Usage: node scripts/licenses.mjs; prints the list, exit code 1 for a refused license.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Licenses by SPDX name that require only a notice. */
const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
]);

/** Declarations that are not SPDX names, and the licenses that they stand for. */
const lookedAt = new Map([
  // A word list for spelling; its notices permit every use, in words like those of MIT and BSD.
  ['dictionary-en@4.0.0', 'MIT AND BSD-3-Clause'],
  // Declares MIT in the old form, a list, which Redocly does not read.
  ['format@0.2.2', 'MIT'],
]);

/** Packages without a file for their license, and where another package of the same repository has it. */
const licensedIn = new Map([['@redocly/openapi-core', '../cli']]);

/**
 * @typedef {object} Package
 * @property {string} name
 * @property {string} version
 * @property {string} license An SPDX expression, or what stands in its place.
 * @property {string} [folder] Where it is installed.
 * @property {string} [inside] The package whose bundle it is a part of.
 */

/** @returns {Package[]} The packages that `npm install` of this package adds, by the lock file. */
export function installedPackages(root) {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const found = new Map();
  for (const [place, entry] of Object.entries(lock.packages)) {
    if (place === '' || entry.dev || entry.devOptional) continue;
    const folder = path.join(root, place);
    // An optional package may be missing.
    if (!existsSync(folder) && entry.optional) continue;
    const one = packageAt(folder);
    found.set(`${one.name}@${one.version}`, one);
  }
  return [...found.values()].sort(byName);
}

/** @returns {Package} */
export function packageAt(folder) {
  const { name, version, license, licenses } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  // Before 2015, packages declared a list of licenses to choose from.
  const former = licenses?.map(({ type }) => type).join(' OR ');
  const said = typeof license === 'object' ? license?.type : license;
  return { name, version, folder, license: said ?? former ?? 'none' };
}

/** @returns {Package[]} The packages inside Redocly's command and inside Redoc, by Redocly's own notices. */
export function packagesInRedocly(root) {
  const inside = '@redocly/cli';
  const text = readFileSync(path.join(root, 'node_modules', inside, 'THIRD_PARTY_NOTICES'), 'utf8');
  const sections = text.split(/^={20,}\n/m).slice(1);
  return sections
    .flatMap((section) => {
      const [license, ...lines] = section.split('\nLicense text:')[0].split('\n');
      return lines.flatMap((line) => {
        const [, name, version] = /^ {2}(\S+)@(\d\S*)/.exec(line) ?? [];
        return name === undefined ? [] : [{ name, version, license, inside }];
      });
    })
    .sort(byName);
}

/** @param {Package[]} packages @returns {string[]} The packages with a refused license, with the reason. */
export function licenseFaults(packages) {
  return packages
    .filter(({ name, version, license }) => {
      return !isPermissive(lookedAt.get(`${name}@${version}`) ?? license);
    })
    .map((one) => `${titleOf(one)} is not known to be permissive; see scripts/licenses.mjs`);
}

/** Whether a license requires only a notice. Of alternatives, one is enough. */
export function isPermissive(expression) {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  const [, ...alternatives] = bare.split(/ OR /);
  const [, ...together] = bare.split(/ AND /);
  // No package needs both yet; an unreadable expression is not permissive.
  if (alternatives.length > 0 && together.length > 0) return false;
  if (alternatives.length > 0) return bare.split(/ OR /).some((name) => permissive.has(name));
  return bare.split(/ AND /).every((name) => permissive.has(name));
}

/**
 * @param {Package[]} bundled
 * @param {Package[]} installed
 * @returns {string} The licenses of what is bundled, to the letter, and a list of what comes along.
 */
export function notices(bundled, installed) {
  const rule = '-'.repeat(80);
  const texts = bundled.map((one) => `${rule}\n${titleOf(one)}\n\n${licenseText(one)}\n`);
  const list = installed.map((one) => `  ${titleOf(one)}\n`);
  return [
    'Parts of these packages are in dist/program, under their own licenses:\n\n',
    ...texts,
    `${rule}\n\n`,
    'These packages are installed beside it, each with its license, or newer versions that their\n',
    'dependents allow. dist/redoc holds Redoc, with its licenses; the documentation that\n',
    '"specwright docs" makes holds a copy, with a copy of them in licenses.txt:\n\n',
    ...list,
  ].join('');
}

function licenseText({ name, folder }) {
  const place = licensedIn.has(name) ? path.join(folder, licensedIn.get(name)) : folder;
  const file = readdirSync(place).find((entry) => /^licen[cs]e/i.test(entry));
  if (file !== undefined) return readFileSync(path.join(place, file), 'utf8').trim();
  throw new Error(`cannot bundle "${name}": its package has no file with its license`);
}

function titleOf({ name, version, license, inside }) {
  return `${name} ${version} (${license}${inside === undefined ? '' : `, inside ${inside}`})`;
}

function byName(a, b) {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const packages = [...installedPackages(root), ...packagesInRedocly(root)];
  process.stdout.write(packages.map((one) => `${titleOf(one)}\n`).join(''));
  const faults = licenseFaults(packages);
  process.stderr.write(faults.map((fault) => `${fault}\n`).join(''));
  if (faults.length > 0) process.exitCode = 1;
}
