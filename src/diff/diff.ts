import type { Api } from '../api/model.ts';
import { type Finding, finding } from '../finding.ts';
import { valueAt } from '../json/pointer.ts';
import type { Change } from './change.ts';
import type { SchemaComparison } from './comparing.ts';
import { compareOperations } from './operations.ts';
import { changedPairs, type Pair } from './pair.ts';
import {
  type ChangeSeverity,
  type Flow,
  type FlowRule,
  flowRules,
  type Proof,
  type RuleId,
  rules,
} from './rules.ts';
import { createSchemaComparison } from './schemas.ts';
import { type Comparison, type Found, gather, type Later, type SchemaOrigin } from './scope.ts';
import { compareServers } from './servers.ts';
import { judgeVersion, type VersionVerdict } from './version.ts';
import { createViews } from './view.ts';
import { createWitnesses, type Witnesses } from './witness.ts';

export interface DiffOptions {
  /** Severities other than the rules' own, by rule. */
  readonly severities?: Readonly<Partial<Record<RuleId, ChangeSeverity>>>;
  /** The day that sunsets are compared with; by default today. */
  readonly today?: Date;
  /** The most values that are sought to prove breaking changes; 100 by default. */
  readonly witnesses?: number;
}

export interface ApiDiff {
  readonly base: Api;
  readonly revision: Api;
  /** Breaking ones first, then dangerous ones; within these as the documents have them. */
  readonly changes: readonly Change[];
  readonly version: VersionVerdict;
  /** What could not be compared, because a reference in a schema leads nowhere. */
  readonly problems: readonly Finding[];
}

/**
 * What a new version of a contract changes for those who keep the old one: requests may ask for
 * less, answers may promise more, and everything else is a change that can break somebody. Two
 * documents that mean the same have no changes, however they are written.
 *
 * @example
 * ```ts
 * const [base, revision] = await Promise.all([loadApi('v1.yaml'), loadApi('v2.yaml')]);
 * const { changes, version } = diffApis(base.api!, revision.api!);
 * ```
 */
export function diffApis(base: Api, revision: Api, options: DiffOptions = {}): ApiDiff {
  const added: (Found | Later)[] = [];
  const schemasOf = (flow: Flow): SchemaComparison =>
    createSchemaComparison(createViews(base, flow), createViews(revision, flow));
  const schemas = { request: schemasOf('request'), response: schemasOf('response') };
  const today = options.today ?? new Date();
  const comparison: Comparison = {
    base,
    revision,
    schemas,
    today,
    add: (change) => added.push(change),
  };
  compareServers(comparison);
  compareOperations(comparison);
  const changed = {
    request: changedPairs(schemas.request.pairs()),
    response: changedPairs(schemas.response.pairs()),
  };
  const found = added.flatMap((one) => (typeof one === 'function' ? one(changed) : [one]));

  const severityOf = (rule: RuleId) =>
    options.severities?.[rule] ?? rules.get(rule)?.severity ?? 'dangerous';
  const witnesses = createWitnesses(base, revision, options.witnesses ?? 100);
  const gathered = gather([...found, ...refuted(found, witnesses, severityOf)], severityOf);
  const ranked = [...gathered].sort((a, b) => rank[a.severity] - rank[b.severity]);
  const changes = ranked.map(({ origin, ...change }): Change => {
    if (origin === undefined) return change;
    const isOpen = ruleOf(origin).effect === 'undecided';
    if (change.severity !== 'breaking' && !isOpen) return change;
    const witness = witnesses.find(change.flow!, origin);
    if (witness === undefined) return change;
    // What could not be decided is, when a value proves it.
    const severity = isOpen ? (options.severities?.[change.rule] ?? 'breaking') : change.severity;
    return { ...change, witness, severity };
  });
  return {
    base,
    revision,
    changes: changes.toSorted((a, b) => rank[a.severity] - rank[b.severity]),
    version: judgeVersion(base.version, revision.version, changes),
    problems: Object.values(schemas).flatMap(danglingIn),
  };
}

function ruleOf({ found }: SchemaOrigin): FlowRule {
  return flowRules[found.change.kind];
}

/** What proves that alternatives have changed. */
const ofAlternatives: ReadonlySet<Proof | undefined> = new Set(['branch', 'alternatives']);

const rank: Readonly<Record<ChangeSeverity, number>> = { breaking: 0, dangerous: 1, compatible: 2 };

/**
 * An alternative more may be a value less, where `oneOf` forbids what two of them allow. Comparing
 * branches does not show that, so samples are tried where alternatives changed and nothing breaks.
 */
function refuted(
  found: readonly Found[],
  witnesses: Witnesses,
  severityOf: (rule: RuleId) => ChangeSeverity,
): readonly Found[] {
  const suspects = new Map<Pair, Found>();
  const broken = new Set<Pair>();
  for (const one of found) {
    if (one.origin === undefined) continue;
    const { root, found: inside } = one.origin;
    if (severityOf(one.rule) === 'breaking') broken.add(root);
    const isSuspect =
      ofAlternatives.has(ruleOf(one.origin).proof) ||
      inside.trail.some(({ step }) => step.kind === 'branch');
    if (isSuspect && !suspects.has(root)) suspects.set(root, one);
  }
  return [...suspects].flatMap(([root, one]): readonly Found[] => {
    if (broken.has(root)) return [];
    const witness = witnesses.refute(one.flow!, root);
    if (witness === undefined) return [];
    return [{ ...one, rule: `${one.flow!}-values-refused`, origin: undefined, args: {}, witness }];
  });
}

function danglingIn({ base, revision }: SchemaComparison): readonly Finding[] {
  return [base, revision].flatMap(({ dangling }) =>
    [...dangling.values()].map((at) =>
      finding('reference-dangling', at, undefined, {
        name: String(valueAt(at.document.value, at.pointer)),
        reason: 'nothing is there',
      }),
    ),
  );
}
