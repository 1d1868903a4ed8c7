import type { Api } from '../api/model.ts';
import type { Node } from '../api/node.ts';
import { type Location, locationKey } from '../json/document.ts';
import { plain } from '../report/message.ts';
import type { ApiRuleId } from './api-rules.ts';
import type { Change, ChangeArguments, ChangedOperation, Witness } from './change.ts';
import { isFree } from './constraints.ts';
import { type FlowKind, flowRules } from './flow-rules.ts';
import type { MovedPrefix } from './path-prefix.ts';
import type { Reading } from './proof.ts';
import type { RuleId } from './rules.ts';
import type { SchemaPairs } from './schema-comparison.ts';
import { changesIn, type PathStep, type SchemaPair, type TracedChange } from './schema-pair.ts';
import type { ChangeSeverity, Flow } from './severity.ts';
import { isOfXmlAlone } from './xml.ts';

/** A change as it was found, before equal ones are merged. */
export interface ReportedChange
  extends Omit<Change, 'operations' | 'witness' | 'severity' | 'proof'> {
  readonly witness?: Witness;
  readonly operation: ChangedOperation | undefined;
  /** The place of a schema change, for the search for a proof. */
  readonly origin: SchemaOrigin | undefined;
}

/** The schemas of a whole value, and the change inside them. */
export interface SchemaOrigin {
  readonly root: SchemaPair;
  readonly found: TracedChange;
  /** Whether no keyword shows it, so that only a value can prove it. */
  readonly isDoubt?: boolean;
}

/** A change with all of its operations. */
export type GatheredChange = Change & Pick<ReportedChange, 'origin'>;

/** The compared versions, and the list of changes. */
export interface ApiComparison {
  readonly base: Api;
  readonly revision: Api;
  readonly pairs: Readonly<Record<Flow, SchemaPairs>>;
  readonly today: Date;
  /** The prefix of all paths that moved to or from the servers. */
  readonly moved: MovedPrefix | undefined;
  readonly add: (found: ReportedChange | PendingChanges) => void;
}

/** Schema changes, which are compared last. */
export type PendingChanges = (
  changed: Readonly<Record<Flow, ReadonlySet<SchemaPair>>>,
) => readonly ReportedChange[];

/** Two versions of a place. */
export interface Places {
  readonly base: Location | undefined;
  readonly revision: Location | undefined;
}

/** One operation of both versions; the flows of a webhook or callback are reversed. */
export interface OperationComparison {
  readonly comparison: ApiComparison;
  readonly operation: ChangedOperation;
  readonly reversed: boolean;
}

/** The direction in which a part of an operation is sent. */
export function flowOf(compared: OperationComparison, part: Flow): Flow {
  if (!compared.reversed) return part;
  return part === 'request' ? 'response' : 'request';
}

export function reportApi(
  comparison: ApiComparison,
  rule: ApiRuleId,
  places: Places,
  args: ChangeArguments = {},
  operation?: ChangedOperation,
  part = '',
): void {
  comparison.add({ rule, flow: undefined, operation, part, ...places, args, origin: undefined });
}

export function reportFlow(
  compared: OperationComparison,
  flow: Flow,
  kind: FlowKind,
  part: string,
  places: Places,
  args: ChangeArguments = {},
): void {
  const { comparison, operation } = compared;
  const rule: RuleId = `${flow}-${kind}`;
  comparison.add({ rule, flow, operation, part, ...places, args, origin: undefined });
}

/** Compares two schemas, and reports all differences; one of the schemas may be missing. */
export function compareSchemas(
  compared: OperationComparison,
  flow: Flow,
  part: string,
  base: Node | undefined,
  revision: Node | undefined,
  places: Places,
  {
    text = false,
    required = false,
    xml = false,
  }: { readonly text?: boolean; readonly required?: boolean; readonly xml?: boolean } = {},
): void {
  const { comparison, operation } = compared;
  if (base === undefined || revision === undefined) {
    if (base === revision) return;
    // A schema that allows everything equals no schema.
    if (isFree((base ?? revision)!.value)) return;
    const kind = base === undefined ? 'schema-added' : 'schema-removed';
    const where = { base: base?.at ?? places.base, revision: revision?.at ?? places.revision };
    reportFlow(compared, flow, kind, part, where);
    return;
  }
  const pairs = comparison.pairs[flow];
  const root = pairs.of([base], [revision], text);
  comparison.add((changed) => {
    const real = realChanges(root, pairs, changed[flow]).filter(
      (found) => found.change.kind !== 'xml-changed' || (xml && !isOfXmlAlone(found)),
    );
    const doubt = changed[flow].has(root) ? doubtAbout(root, real, pairs) : [];
    return [...real, ...doubt].map((found): ReportedChange => {
      const { change, trail } = found;
      const inside = pointerOf(trail.map(({ step }) => step));
      const isUnused =
        change.kind.startsWith('default-') && isRequired(root, found, pairs, required);
      return {
        rule: `${flow}-${isUnused ? 'default-unused' : change.kind}`,
        flow,
        operation,
        part: inside === '' ? part : `${part} at ${inside}`,
        base: change.base,
        revision: change.revision,
        args: change.args,
        origin: { root, found, isDoubt: doubt.includes(found) },
      };
    });
  });
}

/**
 * A remaining doubt about the whole values: they are not proved to be kept, and no change says that
 * they are not. Overlapping alternatives of `oneOf` cause this.
 */
function doubtAbout(
  root: SchemaPair,
  found: readonly TracedChange[],
  pairs: SchemaPairs,
): readonly TracedChange[] {
  const direction = pairs.base.direction;
  // Parts that mean the same were decided by more than values. Added and removed alternatives are
  // doubted separately.
  const isReported = found.some(({ change }) => {
    const { [direction]: severity, effect } = flowRules[change.kind];
    const isOfUnion = /^(?:branch|alternatives)-/.test(change.kind);
    return severity !== 'compatible' || effect === 'same' || isOfUnion;
  });
  if (isReported) return [];
  const { isKept, isKnown } = pairs.relation(root, 'described');
  if (direction === 'request' ? isKept : isKnown) return [];
  const places = { base: root.base[0]!.at, revision: root.revision[0]!.at };
  return [{ change: { kind: 'values-refused', ...places, args: {} }, trail: [], pair: root }];
}

/** Whether both versions require the value, so that a default has no effect. */
function isRequired(
  root: SchemaPair,
  { trail }: TracedChange,
  pairs: SchemaPairs,
  whole: boolean,
): boolean {
  const step = trail.at(-1)?.step;
  if (step === undefined) return whole;
  if (step.kind !== 'property') return false;
  const around = trail.at(-2)?.to ?? root;
  return [pairs.base.of(around.base), pairs.revision.of(around.revision)].every(({ required }) =>
    required.has(step.name),
  );
}

/**
 * The changes that affect values. An open object is read by its description, unless that would hide
 * every difference for a strict reader.
 */
function realChanges(
  root: SchemaPair,
  pairs: SchemaPairs,
  changed: ReadonlySet<SchemaPair>,
): readonly TracedChange[] {
  const found = (reading: Reading) =>
    changesIn(
      root,
      changed,
      (pair, types) => pairs.relation(pair, reading, types),
      pairs.base.direction,
    );
  const described = found('described');
  const isReported = described.some(({ change }) => change.kind !== 'xml-changed');
  return isReported ? described : [...described, ...found('strict')];
}

/** The path of steps in a value, as a JSON Pointer with `*` for any item or property. */
function pointerOf(steps: readonly PathStep[]): string {
  let pointer = '';
  for (const step of steps) {
    if (step.kind === 'property')
      pointer += `/${step.name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    else if (step.kind === 'item') pointer += `/${step.index ?? '*'}`;
    else if (step.kind === 'properties') pointer += '/*';
  }
  return pointer;
}

/**
 * The changes that were found, each once: a schema that many operations share has changed once, and
 * concerns them all.
 */
export function gather(
  found: readonly ReportedChange[],
  severityOf: (rule: RuleId) => ChangeSeverity,
): readonly GatheredChange[] {
  const gathered = new Map<string, ReportedChange & { operations: ChangedOperation[] }>();
  for (const one of found) {
    const places = [one.base, one.revision].map((at) => (at === undefined ? '' : locationKey(at)));
    const key = JSON.stringify([one.rule, places, one.args], plain);
    const known = gathered.get(key);
    const operations = one.operation === undefined ? [] : [one.operation];
    if (known === undefined) gathered.set(key, { ...one, operations });
    // The shortest way to a change shows it best.
    else if (depthOf(one) < depthOf(known)) {
      const others = known.operations.filter(
        (other) => !operations.some((own) => isSameOperation(own, other)),
      );
      gathered.set(key, { ...one, operations: [...operations, ...others] });
    } else if (
      !operations.every((operation) =>
        known.operations.some((other) => isSameOperation(operation, other)),
      )
    ) {
      known.operations.push(...operations);
    }
  }
  return [...gathered.values()].map(({ operation: _, ...one }) => ({
    ...one,
    severity: severityOf(one.rule),
    witness: one.witness,
    proof: one.witness && ('value' as const),
  }));
}

function depthOf({ origin }: ReportedChange): number {
  return origin?.found.trail.filter(({ step }) => step.kind !== 'branch').length ?? 0;
}

function isSameOperation(one: ChangedOperation, other: ChangedOperation): boolean {
  return one.kind === other.kind && one.method === other.method && one.path === other.path;
}
