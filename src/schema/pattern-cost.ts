import type { AST, PatternNode } from './pattern-syntax.ts';

/**
 * The most steps of a backtracking matcher on a text: `ways * length ** degree`, or exponentially
 * many if a repeated part is ambiguous in itself, such as `(a+)+` or `(a|a)*`.
 */
export interface Cost {
  readonly exponential: boolean;
  readonly degree: number;
  readonly ways: number;
}

/** From this number on, a repetition counts as unlimited. */
const many = 12;

/** An upper bound, computed from the pattern alone. */
export function costOf(pattern: AST.Pattern): Cost {
  const cost = costWithin(pattern, false);
  // If the pattern has no fixed start, every position of the text is tried.
  return { ...cost, degree: cost.degree + (beginsAtStart(pattern) ? 0 : 1) };
}

const one: Cost = { exponential: false, degree: 0, ways: 1 };

function costWithin(node: PatternNode, repeated: boolean): Cost {
  if ('alternatives' in node) {
    const costs = node.alternatives.map(({ elements }) => costOfSequence(elements, repeated));
    if (costs.length === 1) return costs[0]!;
    const cost = either(costs);
    return { ...cost, exponential: repeated || cost.exponential };
  }
  if (node.type !== 'Quantifier') return one;
  const varies = node.max !== node.min;
  const isMany = node.max >= many;
  const inner = costWithin(node.element, repeated || node.max > 1);
  return {
    exponential: inner.exponential || (repeated && varies),
    degree: inner.degree + (isMany && varies ? 1 : 0),
    ways: inner.ways * (isMany ? 1 : node.max - node.min + 1),
  };
}

function costOfSequence(elements: readonly AST.Element[], repeated: boolean): Cost {
  const of = (parts: readonly AST.Element[]) => parts.map((part) => costWithin(part, repeated));
  // A lookaround is decided once, and not tried again with what follows.
  const looks = elements.filter(isLookaround);
  const rest = elements.filter((element) => !isLookaround(element));
  return either([...of(looks), of(rest).reduce(after, one)]);
}

function isLookaround(element: AST.Element): boolean {
  return element.type === 'Assertion' && 'alternatives' in element;
}

function after(a: Cost, b: Cost): Cost {
  return {
    exponential: a.exponential || b.exponential,
    degree: a.degree + b.degree,
    ways: a.ways * b.ways,
  };
}

function either(costs: readonly Cost[]): Cost {
  return {
    exponential: costs.some(({ exponential }) => exponential),
    degree: Math.max(0, ...costs.map(({ degree }) => degree)),
    ways: costs.reduce((sum, { ways }) => sum + ways, 0),
  };
}

function beginsAtStart(node: PatternNode): boolean {
  if (node.type === 'Assertion') return node.kind === 'start';
  if (!('alternatives' in node)) return false;
  return node.alternatives.every(({ elements }) => {
    const first = elements.find((element) => !isLookaround(element));
    return first !== undefined && beginsAtStart(first);
  });
}
