import type { Term } from './pattern-syntax.ts';

/**
 * How many steps a matcher that goes back may need on a text, at worst: `ways * length ** degree`,
 * or exponentially many where something repeated varies in itself, such as `(a+)+` or `(a|a)*`.
 */
export interface Cost {
  readonly exponential: boolean;
  readonly degree: number;
  readonly ways: number;
}

/** From this many times on, something repeated counts as repeated without end. */
const many = 12;

/** An upper bound, found by looking at the pattern alone. */
export function costOf(term: Term): Cost {
  const cost = costWithin(term, false);
  // Where the beginning is open, every place of the text is tried.
  return { ...cost, degree: cost.degree + (beginsAtStart(term) ? 0 : 1) };
}

const one: Cost = { exponential: false, degree: 0, ways: 1 };

function costWithin(term: Term, repeated: boolean): Cost {
  switch (term.kind) {
    case 'character':
    case 'boundary':
    case 'back':
      return one;
    case 'look':
      return costWithin(term.term, repeated);
    case 'choice': {
      const cost = either(term.branches.map((branch) => costWithin(branch, repeated)));
      return { ...cost, exponential: repeated || cost.exponential };
    }
    case 'sequence': {
      const of = (terms: readonly Term[]) => terms.map((part) => costWithin(part, repeated));
      // What is only looked at is decided once, and not tried again with what follows.
      const looks = term.terms.filter(({ kind }) => kind === 'look');
      const rest = term.terms.filter(({ kind }) => kind !== 'look');
      return either([...of(looks), of(rest).reduce(after, one)]);
    }
    case 'repeat': {
      const varies = term.most !== term.least;
      const isMany = term.most >= many;
      const inner = costWithin(term.term, repeated || term.most > 1);
      return {
        exponential: inner.exponential || (repeated && varies),
        degree: inner.degree + (isMany && varies ? 1 : 0),
        ways: inner.ways * (isMany ? 1 : term.most - term.least + 1),
      };
    }
  }
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

function beginsAtStart(term: Term): boolean {
  if (term.kind === 'boundary') return term.source === '^';
  if (term.kind === 'choice') return term.branches.every(beginsAtStart);
  if (term.kind !== 'sequence') return false;
  const first = term.terms.find(({ kind }) => kind !== 'look');
  return first !== undefined && beginsAtStart(first);
}
