import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answering, asking, changesBetween } from './pairs.ts';

/** A schema as a tree, in which any node can become stricter. */
type Tree =
  | { readonly kind: 'string' | 'integer' | 'enum' }
  | { readonly kind: 'array' | 'ref' | 'allOf' | 'nullable' | 'anyOf'; readonly inner: Tree }
  | { readonly kind: 'object'; readonly members: readonly Tree[] };

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.record({ kind: fc.constantFrom('string', 'integer', 'enum') }),
    fc.record({
      kind: fc.constantFrom('array', 'ref', 'allOf', 'nullable', 'anyOf'),
      inner: tie('tree'),
    }),
    fc.record({ kind: fc.constant('object'), members: fc.array(tie('tree'), { maxLength: 3 }) }),
  ) as fc.Arbitrary<Tree>,
}));

/** Writes a tree as a schema; the node with the number `stricter` allows less than before. */
function write(root: Tree, stricter: number) {
  const components: Record<string, unknown> = {};
  let count = -1;
  const schemaOf = (node: Tree): unknown => {
    count += 1;
    const isStricter = count === stricter;
    switch (node.kind) {
      case 'string':
        return { type: 'string', ...(isStricter && { maxLength: 3 }) };
      case 'integer':
        return { type: 'integer', ...(isStricter && { minimum: 5 }) };
      case 'enum':
        return { enum: isStricter ? ['a'] : ['a', 'b'] };
      case 'array':
        return { type: 'array', items: schemaOf(node.inner), ...(isStricter && { maxItems: 1 }) };
      case 'object': {
        const members = node.members.map((member, index) => [`p${index}`, schemaOf(member)]);
        return {
          type: 'object',
          properties: Object.fromEntries(members),
          ...(isStricter && { required: ['q'] }),
        };
      }
      case 'ref': {
        const name = `C${count}`;
        components[name] = schemaOf(node.inner);
        return { $ref: `#/components/schemas/${name}`, ...(isStricter && { not: {} }) };
      }
      case 'allOf':
        return { allOf: [schemaOf(node.inner), ...(isStricter ? [false] : [])] };
      case 'nullable':
        return { anyOf: [schemaOf(node.inner), ...(isStricter ? [] : [{ type: 'null' }])] };
      case 'anyOf':
        return {
          anyOf: [schemaOf(node.inner), ...(isStricter ? [] : [{ type: 'boolean', title: 'B' }])],
        };
    }
  };
  const schema = JSON.stringify(schemaOf(root));
  return { schema, components: JSON.stringify(components), size: count + 1 };
}

/** The kinds of a tree's nodes, by their number. */
function kindsOf(root: Tree): readonly string[] {
  const inner = 'inner' in root ? [root.inner] : 'members' in root ? root.members : [];
  return [root.kind, ...inner.flatMap(kindsOf)];
}

const isBreaking = (change: string) => change.startsWith('breaking');

test('finds a stricter edit anywhere, and its meaning in each direction', async () => {
  const numRuns = Number(process.env.FUZZ_RUNS ?? 60);
  await fc.assert(
    fc.asyncProperty(tree, fc.nat(), async (root, at) => {
      const before = write(root, -1);
      const kinds = kindsOf(root);
      const edited = kinds[at % before.size]!;
      // Without effect: a removed null if null stays allowed, and likewise a boolean.
      const isAlternative = edited === 'nullable' || edited === 'anyOf';
      fc.pre(!isAlternative || kinds.filter((kind) => kind === edited).length === 1);
      const after = write(root, at % before.size);
      const document = (of: typeof asking, one: typeof before) =>
        of(one.schema, '3.1.0', one.components);
      const less = await changesBetween(document(asking, before), document(asking, after));
      const back = await changesBetween(document(asking, after), document(asking, before));
      const answered = await changesBetween(
        document(answering, before),
        document(answering, after),
      );
      const more = await changesBetween(document(answering, after), document(answering, before));
      expect(less.filter(isBreaking)).not.toEqual([]);
      expect(more.filter((one) => !one.startsWith('compatible'))).not.toEqual([]);
      // If a schema allows no value, the alternatives around it may be reported as well.
      if (edited === 'ref' || edited === 'allOf') return;
      expect({ back: back.filter(isBreaking), answered: answered.filter(isBreaking) }).toEqual({
        back: [],
        answered: [],
      });
    }),
    { numRuns, seed: Number(process.env.FUZZ_SEED ?? 1) },
  );
}, 600_000);
