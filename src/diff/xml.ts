import { isObject } from '../api/node.ts';
import { isEqual } from '../schema/equality.ts';
import type { Constraints } from './constraints.ts';
import type { SchemaComparison } from './schema-comparison.ts';
import type { TracedChange } from './schema-pair.ts';

/**
 * Compares how values are written in XML (3.1.1 section 4.8.26); a prefix itself has no meaning.
 */
export function compareXml({ base, revision, report }: SchemaComparison): void {
  if (base.xml === undefined && revision.xml === undefined) return;
  const [from, to] = [writtenAs(base), writtenAs(revision)];
  if (!isEqual(from, to)) report('xml-changed', 'xml', { from, to });
}

interface Written {
  readonly name?: unknown;
}

function writtenAs({ xml, types }: Constraints): Written {
  const { name, namespace, attribute, wrapped, nodeType } = isObject(xml?.value) ? xml.value : {};
  const isWrapped = wrapped === true || (nodeType === 'element' && types.has('array'));
  return {
    ...(name !== undefined && { name }),
    ...(namespace !== undefined && { namespace }),
    ...((attribute === true || nodeType === 'attribute') && { attribute: true }),
    ...(isWrapped && { wrapped: true }),
    ...(typeof nodeType === 'string' && /^(?:text|cdata|none)$/.test(nodeType) && { nodeType }),
  };
}

/** Whether the change has no effect: a property has its own name by default. */
export function isOfXmlAlone({ change, trail }: TracedChange): boolean {
  const step = trail.findLast((one) => one.step.kind === 'property')?.step;
  const name = step?.kind === 'property' ? step.name : undefined;
  const named = (names: unknown) => ({ name, ...(names as Written) });
  return change.kind === 'xml-changed' && isEqual(named(change.args.from), named(change.args.to));
}
