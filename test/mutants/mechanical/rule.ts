import { refuseUnless } from '../read.ts';

// How the providers of this bench check values, as data. An operator can change each part of a rule,
// and knows a value that shows the change.

export type Rule =
  | {
      readonly is: 'text';
      readonly min?: number;
      readonly max?: number;
      readonly pattern?: RegExp;
      readonly good: string;
    }
  | { readonly is: 'choice'; readonly of: readonly string[] }
  | { readonly is: 'whole'; readonly min?: number; readonly max?: number; readonly good: number }
  | { readonly is: 'flag' }
  | { readonly is: 'list'; readonly of: Rule; readonly max?: number; readonly unique?: boolean }
  | Thing
  | { readonly is: 'union'; readonly by: string; readonly of: Readonly<Record<string, Thing>> }
  | { readonly is: 'nullable'; readonly of: Rule }
  | { readonly is: 'anything' };

export interface Thing {
  readonly is: 'thing';
  readonly members: Readonly<Record<string, Rule>>;
  /** The names of the optional members. */
  readonly optional: readonly string[];
  /** Whether additional members are allowed. */
  readonly open: boolean;
}

export type Value = Readonly<Record<string, unknown>>;

/** @throws {Refusal} if a value breaks a rule. */
export function keep(rule: Rule, value: unknown, where = 'it', status = 400): void {
  const ask = (holds: boolean, title: string) => refuseUnless(holds, `${where} ${title}`, status);
  switch (rule.is) {
    case 'anything':
      return;
    case 'nullable':
      if (value !== null) keep(rule.of, value, where, status);
      return;
    case 'text': {
      ask(typeof value === 'string', 'is no text');
      const { length } = [...(value as string)];
      ask(length >= (rule.min ?? 0) && length <= (rule.max ?? Infinity), 'has another length');
      ask(rule.pattern?.test(value as string) ?? true, 'has another form');
      return;
    }
    case 'choice':
      ask(rule.of.includes(value as string), 'is another value');
      return;
    case 'whole': {
      ask(Number.isInteger(value), 'is no integer');
      const { min = -Infinity, max = Infinity } = rule;
      ask((value as number) >= min && (value as number) <= max, 'is out of bounds');
      return;
    }
    case 'flag':
      ask(typeof value === 'boolean', 'is neither true nor false');
      return;
    case 'list': {
      ask(Array.isArray(value), 'is no list');
      const items = value as readonly unknown[];
      ask(items.length <= (rule.max ?? Infinity), 'has too many items');
      const texts = new Set(items.map((item) => JSON.stringify(item)));
      ask(rule.unique !== true || texts.size === items.length, 'has an item twice');
      for (const [index, item] of items.entries()) keep(rule.of, item, `${where}/${index}`, status);
      return;
    }
    case 'union': {
      ask(typeof value === 'object' && value !== null && !Array.isArray(value), 'is no object');
      const kind = String((value as Value)[rule.by]);
      const branch = Object.hasOwn(rule.of, kind) ? rule.of[kind] : undefined;
      ask(branch !== undefined, 'is of no kind');
      keep(branch!, value, where, status);
      return;
    }
    case 'thing': {
      ask(typeof value === 'object' && value !== null && !Array.isArray(value), 'is no object');
      for (const [name, member] of Object.entries(rule.members)) {
        const own = Object.hasOwn(value as Value, name);
        ask(own || rule.optional.includes(name), `lacks ${name}`);
        if (own) keep(member, (value as Value)[name], `${where}/${name}`, status);
      }
      const strange = Object.keys(value as Value).find((one) => !Object.hasOwn(rule.members, one));
      ask(rule.open || strange === undefined, `has ${strange}`);
    }
  }
}

/** A value that keeps a rule, with all optional members. */
export function sampleOf(rule: Rule): unknown {
  switch (rule.is) {
    case 'anything':
      return 'anything';
    case 'nullable':
      return sampleOf(rule.of);
    case 'text':
    case 'whole':
      return rule.good;
    case 'choice':
      return rule.of[0];
    case 'flag':
      return true;
    case 'list':
      return [sampleOf(rule.of)];
    case 'union':
      return sampleOf(Object.values(rule.of)[0]!);
    case 'thing':
      return Object.fromEntries(
        Object.entries(rule.members).map(([name, member]) => [name, sampleOf(member)]),
      );
  }
}

/** Values that keep a rule: with all optional members, in each branch of its unions. */
export function samplesOf(rule: Rule): readonly unknown[] {
  switch (rule.is) {
    case 'nullable':
      return [...samplesOf(rule.of), null];
    case 'list':
      return samplesOf(rule.of).map((item) => [item]);
    case 'union':
      return Object.values(rule.of).flatMap(samplesOf);
    case 'thing': {
      const whole = sampleOf(rule) as Value;
      const others = Object.entries(rule.members).flatMap(([name, member]) =>
        samplesOf(member)
          .slice(1)
          .map((other) => ({ ...whole, [name]: other })),
      );
      return [whole, ...others];
    }
    default:
      return [sampleOf(rule)];
  }
}

export const text = (good: string, bounds: Partial<Extract<Rule, { is: 'text' }>> = {}): Rule => ({
  is: 'text',
  good,
  ...bounds,
});
export const choice = (...of: readonly string[]): Rule => ({ is: 'choice', of });
export const whole = (good: number, min?: number, max?: number): Rule => ({
  is: 'whole',
  good,
  ...(min !== undefined && { min }),
  ...(max !== undefined && { max }),
});
export const flag: Rule = { is: 'flag' };
export const list = (of: Rule, max?: number, unique = false): Rule => ({
  is: 'list',
  of,
  unique,
  ...(max !== undefined && { max }),
});
export const nullable = (of: Rule): Rule => ({ is: 'nullable', of });
export const union = (by: string, of: Readonly<Record<string, Thing>>): Rule => ({
  is: 'union',
  by,
  of,
});

/** An object. A member whose name ends in `?` is optional. */
export function thing(members: Readonly<Record<string, Rule>>, open = false): Thing {
  const plain = (name: string) => name.replace(/\?$/, '');
  const entries = Object.entries(members);
  return {
    is: 'thing',
    members: Object.fromEntries(entries.map(([name, rule]) => [plain(name), rule])),
    optional: entries.flatMap(([name]) => (name.endsWith('?') ? [plain(name)] : [])),
    open,
  };
}
