import { coerce } from './coerce.ts';
import type { Decoded, Shape, XmlHints } from './shape.ts';
import { itemShape, propertyShape, structureOf } from './structure.ts';
import { arrayNames, isNamed } from './xml-names.ts';
import {
  declarationNamespace,
  instanceNamespace,
  type XmlAttribute,
  type XmlElement,
} from './xml-tree.ts';

/**
 * Makes a value of a root element by the XML Objects of its shape (OpenAPI 3.1 section 4.8.26).
 *
 * - An array without a wrapper and without items is empty or absent: XML cannot show which.
 * - Undescribed elements keep their own structure: text, or an object of attributes and elements,
 *   with arrays for repeated names. Text beside attributes or elements is the member `#text`,
 *   unless a property is described as that text.
 */
export function readRoot(root: XmlElement, shape: Shape): Decoded {
  const { name } = shape.xml;
  if (name !== undefined && !isNamed(root, name, shape.xml)) {
    return {
      ok: false,
      reason: `the root element is ${tag(root)}, and ${described(name, shape.xml)} is described`,
    };
  }
  const reader = new Reader();
  const value =
    structureOf(shape) === 'array' && !isNil(root)
      ? reader.items(root, shape, itemShape(shape).xml.name)
      : reader.value(root, shape);
  const [reason] = reader.reasons;
  return reason === undefined ? { ok: true, value } : { ok: false, reason };
}

class Reader {
  readonly reasons: string[] = [];

  value(element: XmlElement, shape: Shape): unknown {
    if (isNil(element)) return null;
    const structure = structureOf(shape);
    if (structure === 'array') {
      return this.items(element, shape, arrayNames(shape, element.local).item);
    }
    const attributes = element.attributes.filter(isData);
    const hasMembers =
      attributes.length > 0 || element.children.length > 0 || textProperty(shape) !== undefined;
    const isBlank = element.text.trim() === '';
    if (hasMembers || (structure === 'object' && isBlank)) {
      return this.object(element, attributes, shape);
    }
    return coerceText(element.text, shape);
  }

  /** The items inside a wrapping element; without a described name, every name counts. */
  items(wrapper: XmlElement, shape: Shape, name: string | undefined): unknown[] {
    const item = itemShape(shape);
    for (const child of wrapper.children) {
      if (name !== undefined && !isNamed(child, name, item.xml)) {
        this.reasons.push(
          `${tag(wrapper)} holds ${tag(child)}, and ${described(name, item.xml)} is described`,
        );
        return [];
      }
    }
    return wrapper.children.map((child) => this.value(child, item));
  }

  object(
    element: XmlElement,
    attributes: readonly XmlAttribute[],
    shape: Shape,
  ): Record<string, unknown> {
    const members = new Map<string, unknown>();
    const attributesLeft = new Set(attributes);
    const childrenLeft = new Set(element.children);
    const text = textProperty(shape);
    for (const [name, property] of shape.properties()) {
      if (name === text) {
        const isThere = element.text.trim() !== '' || shape.required?.has(name);
        if (isThere) members.set(name, coerceText(element.text, property));
        continue;
      }
      if (property.xml.attribute === true) {
        const attribute = attributes.find((candidate) =>
          isNamed(candidate, property.xml.name ?? name, property.xml),
        );
        if (attribute === undefined) continue;
        attributesLeft.delete(attribute);
        members.set(name, coerceText(attribute.value, property));
        continue;
      }
      const own = ownElements(element.children, name, property);
      for (const child of own) childrenLeft.delete(child);
      const isRequired = shape.required?.has(name) ?? false;
      const value = this.property(own, name, property, isRequired);
      if (value !== undefined) members.set(name, value);
    }
    for (const { local, name, value } of attributesLeft) {
      this.refuseTwin(`the attribute ${JSON.stringify(name)}`, element, local, shape);
      members.set(local, coerceText(value, propertyShape(shape, local)));
    }
    for (const [name, own] of byName(childrenLeft)) {
      this.refuseTwin(tag(own[0]!), element, name, shape);
      const value = this.property(
        own,
        name,
        shape.additionalProperties() ?? propertyShape(shape, name),
        false,
      );
      members.set(name, members.has(name) ? [members.get(name), value].flat() : value);
    }
    if (text === undefined && element.text.trim() !== '') members.set('#text', element.text);
    return Object.fromEntries(members);
  }

  /** Refuses a node that has the name of a property but not its description. */
  refuseTwin(what: string, { name, namespace }: XmlElement, property: string, shape: Shape): void {
    const described = shape.properties().get(property);
    if (described === undefined) return;
    this.reasons.push(
      `${tag({ name, namespace })} has ${what}, and ${asDescribed(property, described)} is described`,
    );
  }

  property(own: readonly XmlElement[], name: string, shape: Shape, isRequired: boolean): unknown {
    const [first] = own;
    if (structureOf(shape) !== 'array') {
      // Repeated elements make a list, which a schema of one value refuses.
      const values = own.map((child) => this.value(child, shape));
      return values.length > 1 ? values : values[0];
    }
    const { wrapper, item } = arrayNames(shape, name);
    // In XML, an empty array without a wrapper looks like an absent one. Only a required array is
    // then certainly empty.
    if (first === undefined) return wrapper === undefined && isRequired ? [] : undefined;
    if (wrapper === undefined) return own.map((child) => this.value(child, itemShape(shape)));
    if (own.length > 1) {
      this.reasons.push(`${tag(first)} wraps an array and stands ${own.length} times`);
    }
    return isNil(first) ? null : this.items(first, shape, item);
  }
}

/** The property that holds the text of its element. */
function textProperty(shape: Shape): string | undefined {
  for (const [name, { xml }] of shape.properties()) if (xml.text !== undefined) return name;
  return undefined;
}

function ownElements(
  children: readonly XmlElement[],
  name: string,
  property: Shape,
): readonly XmlElement[] {
  if (structureOf(property) !== 'array') {
    return children.filter((child) => isNamed(child, property.xml.name ?? name, property.xml));
  }
  const { wrapper, item } = arrayNames(property, name);
  return wrapper === undefined
    ? children.filter((child) => isNamed(child, item, itemShape(property).xml))
    : children.filter((child) => isNamed(child, wrapper, property.xml));
}

function byName(elements: Iterable<XmlElement>): ReadonlyMap<string, readonly XmlElement[]> {
  const groups = new Map<string, XmlElement[]>();
  for (const element of elements) {
    const group = groups.get(element.local);
    if (group === undefined) groups.set(element.local, [element]);
    else group.push(element);
  }
  return groups;
}

/**
 * White space around values other than strings has no meaning (XML Schema part 2, section 4.3.6).
 */
function coerceText(text: string, shape: Shape): unknown {
  const isString = shape.types.size === 0 || shape.types.has('string');
  return coerce(isString ? text : text.trim(), shape);
}

function isNil(element: XmlElement): boolean {
  return element.attributes.some(
    ({ local, namespace, value }) =>
      local === 'nil' && namespace === instanceNamespace && /^\s*(?:true|1)\s*$/.test(value),
  );
}

/** Namespace declarations and `xsi` attributes describe the document; they are no data. */
function isData({ namespace }: XmlAttribute): boolean {
  return namespace !== declarationNamespace && namespace !== instanceNamespace;
}

/** A property in XML, in words. */
function asDescribed(property: string, { xml }: Shape): string {
  const name = xml.name ?? property;
  if (xml.text !== undefined) return 'its text';
  if (xml.attribute !== true) return described(name, xml);
  const of = xml.namespace === undefined ? '' : ` of ${JSON.stringify(xml.namespace)}`;
  return `the attribute ${JSON.stringify(name)}${of}`;
}

function tag({ name, namespace }: Pick<XmlElement, 'name' | 'namespace'>): string {
  return described(name, namespace === '' ? {} : { namespace });
}

function described(name: string, { namespace }: XmlHints): string {
  return namespace === undefined ? `<${name}>` : `<${name}> of ${JSON.stringify(namespace)}`;
}
