import { below, isObject, type Node } from '../api/node.ts';
import { nameOfBranch } from '../schema/discriminator.ts';
import type { ApiConstraints, Constraints } from './constraints.ts';
import type { SchemaComparison } from './schema-comparison.ts';
import { isSame } from './schema-pair.ts';

/** The values of a discriminator's property, with a schema for each (3.1.1 section 4.8.25). */
interface Discriminator {
  readonly property: string;
  readonly targets: ReadonlyMap<string, Node>;
}

/**
 * Compares discriminators. A discriminator asserts nothing, so it changes no allowed values; but
 * programs that use it choose another branch.
 */
export function compareDiscriminators({ base, revision, pairs, report }: SchemaComparison): void {
  const areMapped = [base, revision].every(({ discriminator }) =>
    isObject(mappingOf(discriminator)),
  );
  const from = discriminatorOf(base, pairs.base, !areMapped);
  const to = discriminatorOf(revision, pairs.revision, !areMapped);
  const keyword = 'discriminator';
  if (from === undefined || to === undefined) {
    if (from !== undefined) report('discriminator-changed', keyword, { from: from.property });
    return;
  }
  if (from.property !== to.property) {
    report('discriminator-changed', keyword, { from: from.property, to: to.property });
    return;
  }
  for (const [name, before] of from.targets) {
    const after = to.targets.get(name);
    if (after === undefined) report('discriminator-value-removed', keyword, { name });
    // Changes inside a schema of the same name are reported there.
    else if (nameOfBranch(before) !== nameOfBranch(after)) {
      if (!isSame(pairs.of([before], [after]))) {
        report('discriminator-changed', keyword, {
          name,
          from: nameOfBranch(before),
          to: nameOfBranch(after),
        });
      }
    }
  }
  for (const name of to.targets.keys()) {
    if (!from.targets.has(name)) report('discriminator-value-added', keyword, { name });
  }
}

/**
 * The names of schemas are also values, with any mapping (3.1.1 section 4.8.25). Providers do not
 * use them if there is a mapping, so that a schema may then be renamed; `byName` shows whether they
 * count.
 */
function discriminatorOf(
  constraints: Constraints,
  all: ApiConstraints,
  byName: boolean,
): Discriminator | undefined {
  const node = constraints.discriminator;
  if (node === undefined || !isObject(node.value)) return undefined;
  const { propertyName, mapping } = node.value;
  if (typeof propertyName !== 'string') return undefined;
  const targets = new Map<string, Node>();
  for (const [name, target] of Object.entries(isObject(mapping) ? mapping : {})) {
    if (typeof target !== 'string') continue;
    const reference = /^[\w.-]+$/.test(target) ? `#/components/schemas/${target}` : target;
    targets.set(name, { value: { $ref: reference }, at: below(node.at, 'mapping', name) });
  }
  for (const branch of byName ? constraints.unions.flatMap(({ branches }) => branches) : []) {
    const tagged = all.of([branch]).properties.get(propertyName);
    const tagValues = tagged && all.of(tagged).values;
    const isReference = isObject(branch.value) && branch.value.$ref !== undefined;
    const name = nameOfBranch(branch);
    if (tagValues === undefined && isReference && !targets.has(name)) targets.set(name, branch);
  }
  return { property: propertyName, targets };
}

function mappingOf(discriminator: Node | undefined): unknown {
  return isObject(discriminator?.value) ? discriminator.value.mapping : undefined;
}
