import type { Api } from '../api/model.ts';
import type { ApprovedChange } from '../configuration.ts';
import { type Finding, finding } from '../finding.ts';
import { locationKey } from '../json/document.ts';
import { valueAt } from '../json/pointer.ts';
import { createSchemas } from '../schema/schemas.ts';
import { approve, type StaleApproval } from './approvals.ts';
import type { Change } from './change.ts';
import {
  type ApiComparison,
  type GatheredChange,
  gather,
  type PendingChanges,
  type ReportedChange,
  type SchemaOrigin,
} from './comparison.ts';
import { type ApiConstraints, createConstraints } from './constraints.ts';
import { createEqualSchemas } from './equal-schemas.ts';
import { createFaultyParts } from './faults.ts';
import { type Effect, type FlowRule, flowRules } from './flow-rules.ts';
import { createInclusions } from './inclusion.ts';
import { compareOperations } from './operations.ts';
import { movedPrefix } from './path-prefix.ts';
import { type RuleId, rules } from './rules.ts';
import type { SchemaPairs } from './schema-comparison.ts';
import { changedPairs, hasEffect, type SchemaPair } from './schema-pair.ts';
import { createSchemaPairs } from './schemas.ts';
import { compareServers } from './servers.ts';
import type { ChangeSeverity, Flow } from './severity.ts';
import { createInstability } from './stability.ts';
import { judgeVersion, type VersionVerdict } from './version.ts';
import { createWitnesses, type Suspect, type Witnesses } from './witness.ts';

export interface DiffOptions {
  /** Other severities for rules, by rule. */
  readonly severities?: Readonly<Partial<Record<RuleId, ChangeSeverity>>>;
  /** The day for sunsets; by default today. */
  readonly today?: Date;
  /** The most searches for values that prove breaking changes; 100 by default. */
  readonly witnesses?: number;
  /** Known changes: they are marked as approved, and require no major version. */
  readonly approved?: readonly ApprovedChange[];
  /** The faults of BASE when it was loaded: its faulty parts count as unchanged. */
  readonly baseFindings?: readonly Finding[];
}

export interface ApiDiff {
  readonly base: Api;
  readonly revision: Api;
  /**
   * Breaking changes first, then dangerous ones, approved ones last; otherwise in the order of the
   * documents.
   */
  readonly changes: readonly Change[];
  readonly version: VersionVerdict;
  /** Parts of REVISION that could not be compared, because a schema's reference is dangling. */
  readonly problems: readonly Finding[];
  /** Parts of BASE that could not be compared: faults of its document, and dangling references. */
  readonly baseProblems: readonly Finding[];
  readonly staleApprovals: readonly StaleApproval[];
}

/**
 * The changes of a new version for programs that keep the old one. Requests may require less, and
 * answers may promise more; every other change can break a program. Two documents with the same
 * meaning have no changes, in any spelling.
 *
 * @example
 * ```ts
 * const [base, revision] = await Promise.all([loadApi('v1.yaml'), loadApi('v2.yaml')]);
 * const { changes, version } = diffApis(base.api!, revision.api!);
 * ```
 */
export function diffApis(base: Api, revision: Api, options: DiffOptions = {}): ApiDiff {
  const { severities = {}, today = new Date(), witnesses: most = 100 } = options;
  const { approved = [], baseFindings = [] } = options;
  const severityOf = (rule: RuleId) => severities[rule] ?? rules.get(rule)?.severity ?? 'dangerous';
  const schemas = { base: createSchemas(base), revision: createSchemas(revision) };
  const equal = createEqualSchemas(base, revision);
  const pairsOf = (flow: Flow): SchemaPairs => {
    const [before, after] = [createConstraints(base, flow), createConstraints(revision, flow)];
    const versions = {
      base: { constraints: before, schemas: schemas.base },
      revision: { constraints: after, schemas: schemas.revision },
    };
    const inclusions = createInclusions(versions, equal, flow);
    return createSchemaPairs(before, after, inclusions, equal, today);
  };
  const pairs = { request: pairsOf('request'), response: pairsOf('response') };
  const witnesses = createWitnesses(schemas, most);

  const reported = compareApis(base, revision, pairs, today);
  const all = [...reported, ...refuted(reported, pairs, witnesses)];
  const isFaulty = createFaultyParts(base, baseFindings);
  const isUnstable = createInstability(base);
  const gathered = gather(all, severityOf)
    .map((change) => (isFaulty(change) ? doubted(change, severities, 'base-faulty') : change))
    .map((change) =>
      isUnstable(change.operations) ? doubted(change, severities, 'unstable') : change,
    )
    .toSorted(worstFirst);
  // Proofs of reported changes come first.
  const [certain, doubts] = [false, true].map((isDoubt) =>
    gathered
      .filter(({ origin }) => (origin?.isDoubt === true) === isDoubt)
      .map((change) => proved(change, witnesses, severities)),
  );
  const found = [...certain!, ...doubts!.filter(({ witness }) => witness !== undefined)];
  const { changes, stale } = approve(found, approved, { base, revision }, today);
  const weights = changes.map(
    (change): Severe => (change.approved === undefined ? change : { severity: 'compatible' }),
  );
  return {
    base,
    revision,
    changes: changes.toSorted(worstFirst),
    version: judgeVersion(base.version, revision.version, weights),
    problems: distinct(Object.values(pairs).flatMap((each) => danglingIn(each.revision))),
    baseProblems: distinct([
      ...baseFindings,
      ...Object.values(pairs).flatMap((each) => danglingIn(each.base)),
    ]),
    staleApprovals: stale,
  };
}

/** All differences. Schema changes follow when everything else is compared. */
function compareApis(
  base: Api,
  revision: Api,
  pairs: Readonly<Record<Flow, SchemaPairs>>,
  today: Date,
): readonly ReportedChange[] {
  const added: (ReportedChange | PendingChanges)[] = [];
  const add = (change: ReportedChange | PendingChanges) => added.push(change);
  const moved = movedPrefix(base, revision);
  const comparison: ApiComparison = { base, revision, pairs, today, moved, add };
  compareServers(comparison);
  compareOperations(comparison);
  const changed = {
    request: changedPairs(pairs.request.all()),
    response: changedPairs(pairs.response.all()),
  };
  return added.flatMap((one) => (typeof one === 'function' ? one(changed) : [one]));
}

function worstFirst(one: Severe, other: Severe): number {
  const rankOf = ({ approved, severity }: Severe) => (approved ? 3 : rank[severity]);
  return rankOf(one) - rankOf(other);
}

type Severe = Pick<Change, 'severity' | 'approved'>;

const rank: Readonly<Record<ChangeSeverity, number>> = { breaking: 0, dangerous: 1, compatible: 2 };

/** A part that is new beside a fault of BASE may have existed; an unstable part may break. */
function doubted(
  change: GatheredChange,
  severities: NonNullable<DiffOptions['severities']>,
  proof: 'base-faulty' | 'unstable',
): GatheredChange {
  const { rule, severity } = change;
  if (severities[rule] !== undefined || severity === 'compatible') return change;
  // An undecided change may turn out to break.
  if (severity === 'dangerous' && proof === 'base-faulty') return change;
  return { ...change, severity: 'dangerous', proof };
}

/** A change with a proving value, if it breaks or could not be decided. */
function proved(
  { origin, ...change }: GatheredChange,
  witnesses: Witnesses,
  severities: NonNullable<DiffOptions['severities']>,
): Change {
  if (origin === undefined) return change;
  if (change.proof === 'base-faulty' || change.proof === 'unstable') return change;
  const isOpen = ruleOf(origin).effect === 'undecided';
  if (change.severity !== 'breaking' && !isOpen) return change;
  const witness = witnesses.find(change.flow!, origin);
  if (typeof witness === 'string') return { ...change, proof: witness };
  const severity = isOpen ? (severities[change.rule] ?? 'breaking') : change.severity;
  return { ...change, witness, severity, proof: 'value' };
}

function ruleOf({ found }: SchemaOrigin): FlowRule {
  return flowRules[found.change.kind];
}

/**
 * Another alternative may remove a value, because `oneOf` forbids values that two alternatives
 * allow. Comparing branches does not show that. So samples are tried if alternatives changed and
 * nothing else explains a value that only one version allows.
 */
function refuted(
  found: readonly ReportedChange[],
  pairs: Readonly<Record<Flow, SchemaPairs>>,
  witnesses: Witnesses,
): readonly ReportedChange[] {
  const tried = new Set<SchemaPair>();
  return found.flatMap((one): readonly ReportedChange[] => {
    const { origin, flow } = one;
    const suspect = origin && unionAround(origin);
    if (flow === undefined || suspect === undefined || tried.has(suspect.pair)) return [];
    const { pair } = suspect;
    tried.add(pair);
    const effects: readonly Effect[] =
      flow === 'request' ? ['fewer', 'others', 'undecided'] : ['more', 'others', 'undecided'];
    if (hasEffect(pair, effects)) return [];
    const { isKept, isKnown } = pairs[flow].relation(pair, 'strict');
    if (flow === 'request' ? isKept : isKnown) return [];
    const forbidding = flow === 'request' ? 'revision' : 'base';
    const rivals = pairs[flow][forbidding]
      .of(pair[forbidding])
      .unions.flatMap(({ keyword, branches }) => (keyword === 'oneOf' ? branches : []));
    const witness = witnesses.refute(flow, origin!.root, suspect, rivals);
    if (witness === undefined) return [];
    return [{ ...one, rule: `${flow}-values-refused`, origin: undefined, args: {}, witness }];
  });
}

/** The pair whose alternatives changed, or which contains it, and the trail to it. */
function unionAround({ root, found }: SchemaOrigin): Suspect | undefined {
  const { trail, pair } = found;
  const index = trail.findIndex(({ step }) => step.kind === 'branch');
  if (index >= 0) {
    return { pair: index === 0 ? root : trail[index - 1]!.to, trail: trail.slice(0, index) };
  }
  const { proof } = ruleOf({ root, found });
  return proof === 'branch' || proof === 'alternatives' ? { pair, trail } : undefined;
}

function danglingIn({ dangling }: ApiConstraints): readonly Finding[] {
  return [...dangling.values()].map((at) =>
    finding('reference-dangling', at, undefined, {
      name: String(valueAt(at.document.value, at.pointer)),
      reason: 'nothing is there',
    }),
  );
}

/** A schema that is sent in both directions is compared twice, but its faults count once. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const keyOf = ({ code, at }: Finding) => `${code} ${at === undefined ? '' : locationKey(at)}`;
  return [...new Map(findings.map((one) => [keyOf(one), one])).values()];
}
