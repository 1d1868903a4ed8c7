import type { Shape, XmlHints } from './shape.ts';
import { itemShape } from './structure.ts';
import type { XmlAttribute, XmlElement } from './xml-tree.ts';

/**
 * The names of an array in XML (OpenAPI 3.1 section 4.8.26.1, `wrapped`): of the wrapping element,
 * if there is one, and of each item. The array's own `xml.name` names only the wrapper. Items
 * without a name have the name of the wrapper, or of the property.
 */
export function arrayNames(
  shape: Shape,
  property: string,
): { readonly wrapper: string | undefined; readonly item: string } {
  const wrapper = shape.xml.wrapped === true ? (shape.xml.name ?? property) : undefined;
  return { wrapper, item: itemShape(shape).xml.name ?? wrapper ?? property };
}

/**
 * Whether an element or attribute matches its description. A described namespace must match.
 * Without one, the local name decides, because elements inherit a default namespace.
 */
export function isNamed(node: XmlElement | XmlAttribute, name: string, hints: XmlHints): boolean {
  if (name.includes(':')) return node.name === name;
  if (node.local !== name) return false;
  return hints.namespace === undefined || node.namespace === hints.namespace;
}
