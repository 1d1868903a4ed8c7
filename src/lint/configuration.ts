import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { isObject, items, member, members, type Node } from '../api/node.ts';
import {
  type Config,
  getLineColLocation,
  lintConfig,
  type NormalizedProblem,
} from '../api/redocly.ts';
import { type Location, parseSource, type SourceDocument } from '../json/document.ts';
import { parsePointer, valueAt } from '../json/pointer.ts';
import { didYouMean, didYouMeanOneOf } from '../nearest-name.ts';
import type { Problem } from '../report/problems.ts';
import { thrownMessage } from '../thrown-message.ts';
import { isOwnRule, isSeverity, ownRules, severities, severityIn } from './own-rules.ts';
import { labelOf, pointerOf } from './problem.ts';

/** A fault in the linter's configuration. */
export interface ConfigurationProblem extends Problem {
  /** The API to which it applies, if only one. */
  readonly api: string | undefined;
}

/** A file with rules: redocly.yaml, or one that such a file extends. */
export interface Configuration {
  readonly file: string;
  readonly document: SourceDocument;
  /** Why it cannot be parsed. */
  readonly reason: string | undefined;
}

/** redocly.yaml, and all files that it extends, directly or not. */
export async function readConfigurations(
  root: string,
  cwd: string,
): Promise<readonly Configuration[]> {
  const read = new Map<string, Configuration>();
  const open = [root];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (read.has(file)) continue;
    // Another check reports an unreadable file at the place that names it.
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const parsed = parseSource(pathToFileURL(file).href, labelOf(file, cwd), text);
    const { document } = parsed;
    read.set(file, { file, document, reason: parsed.ok ? undefined : parsed.reason });
    for (const { value } of entriesOf(document, 'extends')) {
      if (typeof value === 'string' && isFileName(value)) {
        open.push(path.resolve(path.dirname(file), value));
      }
    }
  }
  return [...read.values()];
}

/** Faults at which Redocly would stop without a place. */
export function malformed(
  { document, reason }: Configuration,
  { plugins }: Config,
): readonly ConfigurationProblem[] {
  if (reason !== undefined) return [problem({ document, pointer: '' }, reason)];
  const presets = Object.keys(plugins.find(({ id }) => id === '')?.configs ?? {});
  const notLists = ['extends', 'plugins'].flatMap((key) =>
    sectionsOf(document).flatMap((section) => {
      const list = member(section, key);
      if (list === undefined || Array.isArray(list.value)) return [];
      const asList = typeof list.value === 'string' ? `: "${key}: [${list.value}]"` : '';
      return [problem(list.at, `"${key}" must be a list${asList}`)];
    }),
  );
  const wrong = entriesOf(document, 'extends').flatMap(({ value, at }) => {
    if (typeof value !== 'string') {
      return [problem(at, '"extends" must list names of presets and paths of files')];
    }
    if (isFileName(value) || value.includes('/') || presets.includes(value)) return [];
    return [problem(at, `there is no preset "${value}"${didYouMeanOneOf(value, presets)}`)];
  });
  return [...notLists, ...wrong];
}

/** Why Redocly stopped, at the entry in its message. */
export function refused(
  error: unknown,
  configurations: readonly Configuration[],
): ConfigurationProblem {
  const text = thrownMessage(error);
  const [reason = ''] = stripVTControlCharacters(text).split('\n', 1);
  for (const { file, document } of configurations) {
    const named = ['plugins', 'extends']
      .flatMap((key) => entriesOf(document, key))
      .find(
        ({ value }) =>
          typeof value === 'string' &&
          [value, path.resolve(path.dirname(file), value)].some((name) => reason.includes(name)),
      );
    if (named !== undefined) return problem(named.at, reason);
  }
  return problem({ document: configurations[0]!.document, pointer: '' }, reason);
}

/** Faults that Redocly ignores: unknown names, and missing files. */
export async function unapplied(
  config: Config,
  configurations: readonly Configuration[],
  cwd: string,
): Promise<readonly ConfigurationProblem[]> {
  const known = knownRules(config);
  const found = await lintConfig({ config });
  return [
    ...found.flatMap((one) => fromRedocly(one, configurations, known, cwd) ?? []),
    ...configurations.flatMap(({ document }) => wrongRules(document, known)),
  ];
}

function fromRedocly(
  found: NormalizedProblem,
  configurations: readonly Configuration[],
  known: readonly string[],
  cwd: string,
): ConfigurationProblem | undefined {
  const location = found.location[0]!;
  const { absoluteRef } = location.source;
  const pointer = pointerOf(location.pointer ?? '');
  const tokens = parsePointer(pointer) ?? [];
  const name = tokens.at(-1) ?? '';
  const document = configurations.find(({ file }) => file === absoluteRef)?.document;
  const isRoot = absoluteRef === configurations[0]!.file;
  if (isRoot && !isAboutRules(tokens, found.message)) return undefined;
  // A file behind a `$ref` under `rules` contains only rules.
  const isRule = document === undefined || isRuleSet(tokens.at(-2) ?? '');
  if (isRule && isOwnRule(name)) return undefined;
  const message = messageOf(
    found,
    { isRule, name, value: valueAt(document?.value, pointer) },
    known,
  );
  if (document !== undefined) return problem({ document, pointer }, message);
  const { start } = getLineColLocation(location);
  const place = { line: start.line, column: start.col };
  return { file: labelOf(absoluteRef, cwd), ...place, ...kind, message, api: undefined };
}

/** Other parts of the file belong to other programs. `theme` is an earlier name. */
function isAboutRules([first = '', ...rest]: readonly string[], message: string): boolean {
  if (/^(extends|plugins|apis|resolve)?$|(rules|preprocessors|decorators)$/i.test(first))
    return true;
  return rest.length === 0 && first !== 'theme' && /not expected here/.test(message);
}

function messageOf(
  { message, suggest, ruleId }: NormalizedProblem,
  { isRule, name, value }: { isRule: boolean; name: string; value: unknown },
  known: readonly string[],
): string {
  if (ruleId.endsWith('no-unresolved-refs')) {
    return `cannot read "${String(value)}": ${message.replace("Can't resolve $ref: ", '')}`;
  }
  const isUnknown = /not expected here/.test(message);
  if (isUnknown && isRule) return unknownRule(name, known);
  const reason = message.replaceAll('`', '"').replace(/\.$/, '');
  const written = typeof value === 'string' && !isUnknown ? `; the value is "${value}"` : '';
  const [near] = suggest;
  return `${reason}${written}${near === undefined ? '' : `; did you mean "${near}"?`}`;
}

/** Settings of rules that Redocly leaves to plugins, and of ours. */
function wrongRules(
  document: SourceDocument,
  known: readonly string[],
): readonly ConfigurationProblem[] {
  const sets = sectionsOf(document).flatMap((section) =>
    [...members(section)].filter(([key]) => isRuleSet(key)).map(([, node]) => node),
  );
  return sets.flatMap((set) =>
    [...members(set)].flatMap(([name, { value, at }]) => {
      const isPlugins = name.includes('/') && !/^(rule|assert)\//.test(name);
      if (isPlugins && !known.includes(name)) return [problem(at, unknownRule(name, known))];
      if (!isOwnRule(name) || isSeverity(severityIn(value))) return [];
      const written = JSON.stringify(severityIn(value));
      const choice = severities.map((one) => `"${one}"`).join(', ');
      return [problem(at, `"${name}" is ${choice}, and not ${written}`)];
    }),
  );
}

function unknownRule(name: string, known: readonly string[]): string {
  const [plugin] = name.split('/');
  const isPlugins = name.includes('/');
  if (isPlugins && !known.some((one) => one.startsWith(`${plugin}/`))) {
    return `there is no rule "${name}": no plugin "${plugin}" is listed under "plugins"`;
  }
  return `there is no rule "${name}"${didYouMean(name, known)}`;
}

function knownRules({ plugins }: Config): readonly string[] {
  const named = plugins.flatMap(({ rules, preprocessors, decorators }) =>
    [rules, preprocessors, decorators].flatMap((one) => Object.keys(one?.oas3 ?? {})),
  );
  return [...named, ...ownRules];
}

function isRuleSet(key: string): boolean {
  return /(rules|preprocessors|decorators)$/i.test(key);
}

/** The whole file, and its parts for single APIs. */
function sectionsOf(document: SourceDocument): readonly Node[] {
  const root: Node = { value: document.value, at: { document, pointer: '' } };
  if (!isObject(root.value)) return [];
  const ofApis = [...members(member(root, 'apis'))].map(([, api]) => api);
  return [root, ...ofApis.filter(({ value }) => isObject(value))];
}

function entriesOf(document: SourceDocument, key: string): readonly Node[] {
  return sectionsOf(document).flatMap((section) => [...items(member(section, key))]);
}

/** Redocly takes what has no extension for the name of a preset. */
function isFileName(text: string): boolean {
  return /^https?:/i.test(text) || path.extname(text) !== '';
}

const kind = { severity: 'error', rule: 'configuration' } as const;

function problem({ document, pointer }: Location, message: string): ConfigurationProblem {
  const [first, api] = parsePointer(pointer) ?? [];
  return {
    file: document.label,
    ...document.position(pointer),
    ...kind,
    message,
    api: first === 'apis' ? api : undefined,
  };
}
