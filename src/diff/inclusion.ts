import { below, type Node } from '../api/node.ts';
import { locationKey } from '../json/document.ts';
import { hasBigint } from '../json/integers.ts';
import { isEqual } from '../schema/equality.ts';
import type { SchemaObject, Union } from '../schema/view.ts';
import { alternativesOf } from './asserted.ts';
import type { Constraints } from './constraints.ts';
import type { EqualSchemas } from './equal-schemas.ts';
import { isImpossible } from './impossible.ts';
import { compareArrayPart, compareObjectPart } from './inclusion-parts.ts';
import { hasPlainWithin } from './inclusion-plain.ts';
import type { Inclusions, Prover, Question, Side, Version } from './proof.ts';
import { sameInText } from './same-in-text.ts';
import type { Flow } from './severity.ts';
import { typesAllowedBy, type ValueType } from './value-type.ts';

/** The most steps of a proof. */
const mostSteps = 20_000;

/**
 * Decides inclusion type by type. Listed values are judged, so lists can be compared with anything;
 * alternatives are tried one by one. A recursive schema is included in another one unless a
 * difference is found.
 */
export function createInclusions(
  versions: Readonly<Record<Side, Version>>,
  equal: EqualSchemas,
  flow: Flow,
): Inclusions {
  const proved = new Set<string>();
  const refuted = new Set<string>();
  const open = new Map<string, number>();
  let pending: string[] = [];
  let steps = 0;

  /** An open question is assumed to hold while its parts are proved. */
  function answered(key: string, depth: number, prove: () => boolean): boolean {
    if (proved.has(key)) return true;
    if (refuted.has(key)) return false;
    const opened = open.get(key);
    if (opened !== undefined) return opened < depth;
    steps += 1;
    if (steps > mostSteps || depth > 200) return false;
    open.set(key, depth);
    const before = pending.length;
    const isProved = prove();
    open.delete(key);
    if (isProved) {
      proved.add(key);
      pending.push(key);
      if (open.size === 0) pending = [];
    } else {
      // Proofs made meanwhile may depend on this assumption.
      for (const reliant of pending.splice(before)) proved.delete(reliant);
      refuted.add(key);
    }
    return isProved;
  }

  const other = (side: Side): Side => (side === 'base' ? 'revision' : 'base');

  function isValid(side: Side, nodes: readonly Node[], value: unknown): boolean | undefined {
    let isUnknown = false;
    for (const node of nodes) {
      const { kind } = versions[side].schemas.check(node, flow, value, hasBigint(value));
      if (kind === 'invalid') return false;
      if (kind === 'not-checked') isUnknown = true;
    }
    return isUnknown ? undefined : true;
  }

  function isValueWithin({ from, inner, outer, text }: Question, value: unknown): boolean {
    const isAllowed = (one: unknown) => isValid(other(from), outer, one) === true;
    return sameInText(value, text).some(isAllowed) || isValid(from, inner, value) === false;
  }

  /** Whether each schema is one of those that the values satisfy, as the other version has it. */
  function isEach({ from, inner, outer }: Question): boolean {
    return outer.every((theirs) =>
      inner.some((own) =>
        from === 'base' ? equal.areEqual(own, theirs) : equal.areEqual(theirs, own),
      ),
    );
  }

  function isWithin(question: Question): boolean {
    const { from, inner, outer } = question;
    if (outer.every(({ value }) => value === true) || isEach(question)) return true;
    const { never, types, values } = versions[from].constraints.of(inner);
    if (never) return true;
    if (outer.some(({ value }) => value === false) && types.size > 0) return false;
    if (values !== undefined) {
      return values.length <= 5000 && values.every((value) => isValueWithin(question, value));
    }
    return [...types].every((type) => isWithinOfType(question, type));
  }

  function isWithinOfType(question: Question, type: ValueType): boolean {
    const { from, inner, outer, text, reading, depth } = question;
    if (isEach(question)) return true;
    if (type === 'null') return isValueWithin(question, null);
    if (type === 'boolean') return [true, false].every((one) => isValueWithin(question, one));
    const key = `${from} ${reading} ${type}${text ? ' text' : ''} ${keyOf(inner)} | ${keyOf(outer)}`;
    return answered(key, depth, () => proveOfType(question, type));
  }

  function proveOfType(question: Question, type: ValueType): boolean {
    const { from, inner } = question;
    const { constraints } = versions[from];
    const innerConstraints = constraints.of(inner);
    if (isWithinSchemas(question, innerConstraints, type)) return true;
    const union = innerConstraints.unions.find((one) => enteredOf(one, inner) === undefined);
    if (union === undefined) return false;
    return union.branches.every((branch) => {
      const entered = { ...question, inner: [...inner, branch] };
      const { never, types, values } = constraints.of(entered.inner);
      if (never || !types.has(type)) return true;
      if (values !== undefined) return isWithin(entered);
      return isWithinOfType(entered, type);
    });
  }

  /** Whether it satisfies each schema, without the alternatives inside. */
  function isWithinSchemas(
    question: Question,
    innerConstraints: Constraints,
    type: ValueType,
  ): boolean {
    const { from, outer, text } = question;
    const { constraints } = versions[other(from)];
    const { schemas, never, dangling } = constraints.view(outer);
    if (never || dangling.length > 0) return false;
    const outerConstraints = constraints.of(outer);
    if (isImpossible(innerConstraints, type, versions[from].constraints)) return true;
    const isWritten = text && isTextOf(type, schemas);
    return (
      schemas.every((schema) => isWritten || isTypeWithin(schema, innerConstraints, type)) &&
      (isWritten ||
        outerConstraints.nullable !== undefined ||
        hasPlainWithin(innerConstraints, outerConstraints, type)) &&
      (type !== 'object' ||
        compareObjectPart(prover, question, innerConstraints, outerConstraints, schemas)) &&
      (type !== 'array' || compareArrayPart(prover, question, innerConstraints, schemas)) &&
      schemas.every((schema) => isWithinConditions(question, innerConstraints, schema, type)) &&
      schemas.every((schema) =>
        alternativesOf(schema).every((union) => isWithinUnion(question, union, type)),
      )
    );
  }

  function isWithinUnion(question: Question, union: Union, type: ValueType): boolean {
    const { constraints } = versions[other(question.from)];
    return union.branches.some((branch, index) => {
      const { never, types } = constraints.of([branch]);
      if (never || (!types.has(type) && !question.text)) return false;
      if (!isWithinOfType({ ...question, outer: [branch] }, type)) return false;
      if (union.keyword === 'anyOf') return true;
      const rest = union.branches.filter((_, place) => place !== index);
      return rest.every((one) => isDisjoint({ ...question, outer: [one] }, type));
    });
  }

  function isWithinConditions(
    question: Question,
    innerConstraints: Constraints,
    { keywords, at }: SchemaObject,
    type: ValueType,
  ): boolean {
    const node = (keyword: string): Node => ({ value: keywords[keyword], at: below(at, keyword) });
    if (keywords.not !== undefined) {
      const outer = [node('not')];
      const isKept = (innerConstraints.opaque.get('not') ?? []).some((one) =>
        isWithin(turned(question, outer, [one])),
      );
      if (!isKept && !isDisjoint({ ...question, outer }, type)) return false;
    }
    if (keywords.contentSchema !== undefined && type === 'string') {
      if (
        !isEquivalent(question, innerConstraints.opaque.get('contentSchema'), node('contentSchema'))
      ) {
        return false;
      }
    }
    if (keywords.if === undefined) return true;
    const consequences = (['then', 'else'] as const).filter((one) => keywords[one] !== undefined);
    if (isEquivalent(question, innerConstraints.opaque.get('if'), node('if'))) {
      const follow = consequences.every((keyword) => {
        const own = innerConstraints.applied.get(keyword)?.nodes;
        return own !== undefined && isWithin({ ...question, inner: own, outer: [node(keyword)] });
      });
      if (follow) return true;
    }
    return consequences.every((keyword) =>
      isWithinOfType({ ...question, outer: [node(keyword)] }, type),
    );
  }

  function isEquivalent(question: Question, own: readonly Node[] | undefined, node: Node) {
    return (
      own?.length === 1 &&
      isWithin({ ...question, inner: own, outer: [node], reading: 'strict' }) &&
      isWithin(turned(question, [node], own))
    );
  }

  /** The reverse question, in which the two sides change places. */
  function turned(question: Question, inner: readonly Node[], outer: readonly Node[]): Question {
    return { ...question, from: other(question.from), inner, outer, reading: 'strict' };
  }

  /** Whether no value of a type satisfies both. */
  function isDisjoint(question: Question, type: ValueType): boolean {
    const { from, inner, outer, text } = question;
    const [one, two] = [versions[from].constraints, versions[other(from)].constraints];
    const [innerConstraints, outerConstraints] = [one.of(inner), two.of(outer)];
    if (innerConstraints.never || outerConstraints.never) return true;
    if (text) return false;
    if (!outerConstraints.types.has(type)) return true;
    // A value of one branch of `oneOf` satisfies no other branch.
    for (const union of innerConstraints.unions) {
      const entered = enteredOf(union, inner);
      if (entered === undefined || union.keyword !== 'oneOf') continue;
      const rest = union.branches.filter((branch) => branch !== entered);
      if (rest.some((branch) => isWithinOfType(turned(question, outer, [branch]), type)))
        return true;
    }
    if (type !== 'object') return false;
    return [...new Set([...innerConstraints.required, ...outerConstraints.required])].some(
      (name) => {
        const own = innerConstraints.properties.get(name);
        const others = outerConstraints.properties.get(name);
        if (own === undefined || others === undefined)
          return innerConstraints.isClosedTo(name) && outerConstraints.required.has(name);
        const [a, b] = [one.of(own), two.of(others)];
        if (a.values !== undefined && b.values !== undefined) {
          return !a.values.some((value) => b.values!.some((listed) => isEqual(value, listed)));
        }
        return ![...a.types].some((shared) => b.types.has(shared));
      },
    );
  }

  const prover: Prover = {
    version: (side) => versions[side],
    isWithin,
    isWithinOfType,
    isDisjoint,
  };
  return {
    isWithin(from, inner, outer, text, reading, types) {
      steps = 0;
      const question = { from, inner, outer, text, reading, depth: 0 };
      if (types === undefined) return isWithin(question);
      const innerConstraints = versions[from].constraints.of(inner);
      // If values are listed, all types have been judged.
      if (innerConstraints.values !== undefined) return false;
      return types.every(
        (type) => !innerConstraints.types.has(type) || isWithinOfType(question, type),
      );
    },
  };
}

function keyOf(nodes: readonly Node[]): string {
  return nodes.map(({ at }) => locationKey(at)).join(' ');
}

/** The branch of a union that is one of the schemas. */
function enteredOf({ branches }: Union, nodes: readonly Node[]): Node | undefined {
  return branches.find((branch) =>
    nodes.some(({ value, at }) => value === branch.value && at.pointer === branch.at.pointer),
  );
}

function isTypeWithin(
  { keywords }: SchemaObject,
  innerConstraints: Constraints,
  type: ValueType,
): boolean {
  // Listed values have been judged; these are others.
  if (keywords.enum !== undefined || keywords.const !== undefined) return false;
  return typesAllowedBy(keywords.type).has(type) || !innerConstraints.types.has(type);
}

/** Whether a scalar in its text form satisfies schemas as a string. */
function isTextOf(type: ValueType, schemas: readonly SchemaObject[]): boolean {
  if (type !== 'integer' && type !== 'fraction') return false;
  return schemas.every(({ keywords }) =>
    Object.keys(keywords).every((keyword) =>
      keyword === 'type' ? typesAllowedBy(keywords.type).has('string') : !isLimiting.has(keyword),
    ),
  );
}

const isLimiting = new Set([
  ...['enum', 'const', 'minLength', 'maxLength', 'pattern', 'format', 'not', 'if', 'oneOf'],
  ...['anyOf', 'contentEncoding', 'contentMediaType', 'contentSchema', 'minimum', 'maximum'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
]);
