import type { Shape, XmlHints } from './shape.ts';
import { itemShape } from './structure.ts';
import type { XmlAttribute, XmlElement } from './xml-tree.ts';

/**
 * How an array stands in XML (OpenAPI 3.1 section 4.8.26.1, `wrapped`): the wrapping element's name
 * if it has one, and that of each item. The array's own `xml.name` names the wrapper and nothing
 * else, but items without a name are called as what is around them.
 */
export function arrayNames(
  shape: Shape,
  property: string,
): { readonly wrapper: string | undefined; readonly item: string } {
  const wrapper = shape.xml.wrapped === true ? (shape.xml.name ?? property) : undefined;
  return { wrapper, item: itemShape(shape).xml.name ?? wrapper ?? property };
}

/**
 * Whether an element or attribute is the one that is described. A namespace counts where one is
 * described; where none is, the local name is enough, since a default namespace is inherited.
 */
export function isNamed(node: XmlElement | XmlAttribute, name: string, hints: XmlHints): boolean {
  if (name.includes(':')) return node.name === name;
  if (node.local !== name) return false;
  return hints.namespace === undefined || node.namespace === hints.namespace;
}
