import type { Rule, Thing, Value } from './rule.ts';
import { sampleOf } from './rule.ts';

/** A rule with one change, and a value that shows the change. */
export interface ChangedRule {
  readonly operator: string;
  readonly where: string;
  readonly rule: Rule;
  readonly witness: unknown;
}

/** All changes that the operators make to a rule. */
export function* changesOf(rule: Rule, where = ''): Iterable<ChangedRule> {
  const change = (operator: string, changed: Rule, witness: unknown): ChangedRule => ({
    operator,
    where,
    rule: changed,
    witness,
  });
  const anything: Rule = { is: 'anything' };
  switch (rule.is) {
    case 'anything':
      return;
    case 'nullable':
      yield change('refuse null', rule.of, null);
      for (const inner of changesOf(rule.of, where)) {
        yield { ...inner, rule: { ...rule, of: inner.rule } };
      }
      return;
    case 'text': {
      yield change('skip the type', anything, 12);
      const { min, max, pattern } = rule;
      if (max !== undefined) {
        yield change('skip a bound', { ...rule, max: Infinity }, lengthened(rule.good, max + 1));
        yield change('one less', { ...rule, max: max - 1 }, lengthened(rule.good, max));
      }
      if (min !== undefined && min > 0) {
        yield change('skip a bound', { ...rule, min: 0 }, rule.good.slice(0, min - 1));
        yield change('one more', { ...rule, min: min + 1 }, rule.good.slice(0, min));
      }
      if (pattern !== undefined) {
        const { pattern: _, ...others } = rule;
        yield change('skip a pattern', others, `${rule.good.slice(1)}!`);
      }
      return;
    }
    case 'choice':
      yield change('skip the enum', anything, 'something else');
      for (const one of rule.of.slice(1)) {
        yield change(
          'forget a value',
          { ...rule, of: rule.of.filter((each) => each !== one) },
          one,
        );
      }
      return;
    case 'whole': {
      yield change('skip the type', anything, 'no number');
      const { min, max } = rule;
      if (max !== undefined) {
        yield change('skip a bound', { ...rule, max: Infinity }, max + 1);
        yield change('one less', { ...rule, max: max - 1 }, max);
      }
      if (min !== undefined) {
        yield change('skip a bound', { ...rule, min: -Infinity }, min - 1);
        yield change('one more', { ...rule, min: min + 1 }, min);
      }
      return;
    }
    case 'flag':
      yield change('skip the type', anything, 'yes');
      return;
    case 'list': {
      yield change('skip the type', anything, 'no list');
      const one = sampleOf(rule.of);
      if (rule.max !== undefined) {
        const many = (count: number) =>
          Array.from({ length: count }, (_, index) =>
            typeof one === 'string' ? `${one.slice(0, -1)}${'abcdefghij'[index % 10]}` : one,
          );
        yield change('skip a bound', { ...rule, max: Infinity }, many(rule.max + 1));
        yield change('one less', { ...rule, max: rule.max - 1 }, many(rule.max));
      }
      if (rule.unique === true) {
        yield change('skip uniqueness', { ...rule, unique: false }, [one, one]);
      }
      for (const inner of changesOf(rule.of, `${where}/0`)) {
        yield { ...inner, rule: { ...rule, of: inner.rule }, witness: [inner.witness] };
      }
      return;
    }
    case 'union': {
      const kinds = Object.entries(rule.of);
      for (const [index, [kind, branch]] of kinds.entries()) {
        const [, other] = kinds[(index + 1) % kinds.length]!;
        yield change(
          'swap branches',
          { ...rule, of: { ...rule.of, [kind]: other } },
          sampleOf(branch),
        );
        for (const inner of changesOf(branch, `${where}(${kind})`)) {
          yield { ...inner, rule: { ...rule, of: { ...rule.of, [kind]: inner.rule as Thing } } };
        }
      }
      return;
    }
    case 'thing': {
      const whole = sampleOf(rule) as Value;
      if (!rule.open)
        yield change('allow additional members', { ...rule, open: true }, { ...whole, strange: 1 });
      for (const [name, member] of Object.entries(rule.members)) {
        const { [name]: _, ...without } = whole;
        const isOptional = rule.optional.includes(name);
        const optional = isOptional
          ? rule.optional.filter((one) => one !== name)
          : [...rule.optional, name];
        yield {
          ...change(
            isOptional ? 'require an optional member' : 'skip a required member',
            { ...rule, optional },
            without,
          ),
          where: `${where}/${name}`,
        };
        for (const inner of changesOf(member, `${where}/${name}`)) {
          yield {
            ...inner,
            rule: { ...rule, members: { ...rule.members, [name]: inner.rule } },
            witness: { ...whole, [name]: inner.witness },
          };
        }
      }
    }
  }
}

function lengthened(good: string, length: number): string {
  return good.padEnd(length, good.at(-1) ?? 'x').slice(0, length);
}
