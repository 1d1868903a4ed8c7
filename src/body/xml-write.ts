import { textOf } from './coerce.ts';
import { type Shape, unknownShape, type XmlHints } from './shape.ts';
import { itemShape, propertyShape } from './structure.ts';
import { arrayNames } from './xml-names.ts';
import { instanceNamespace } from './xml-tree.ts';

/** The namespaces in scope, by prefix; `''` is the default namespace. */
type Scope = ReadonlyMap<string, string>;

/**
 * Writes a value as a document. The shape names the root, otherwise `rootName`. An array is the
 * content of its root, `null` is an empty element with `xsi:nil`, and `undefined` is omitted.
 *
 * @throws {TypeError} when XML 1.0 has no name or no character for a part of the value.
 */
export function writeRoot(value: unknown, shape: Shape, rootName: string): string {
  const name = shape.xml.name ?? rootName;
  const content = Array.isArray(value)
    ? writeElement(name, shape.xml, new Map(), (scope) => ({
        attributes: '',
        content: writeItems(value, shape, itemShape(shape).xml.name ?? name, scope),
      }))
    : writeValue(name, value, shape, new Map());
  return `<?xml version="1.0" encoding="UTF-8"?>${content}`;
}

function writeValue(name: string, value: unknown, shape: Shape, scope: Scope): string {
  return writeElement(name, shape.xml, scope, (inner) => {
    if (value === null) {
      return { attributes: ` xmlns:xsi="${instanceNamespace}" xsi:nil="true"`, content: '' };
    }
    if (Array.isArray(value)) {
      const { item } = arrayNames(shape, name);
      return { attributes: '', content: writeItems(value, shape, item, inner) };
    }
    if (typeof value === 'object') {
      return writeMembers(Object.entries(value as object), shape, inner);
    }
    return { attributes: '', content: escapeText(textOf(value)) };
  });
}

interface Inside {
  readonly attributes: string;
  readonly content: string;
}

function writeElement(
  name: string,
  hints: XmlHints,
  scope: Scope,
  inside: (scope: Scope) => Inside,
): string {
  const { qualified, declaration, scope: inner } = qualify(name, hints, scope, '');
  const { attributes, content } = inside(inner);
  const open = `${qualified}${declaration}${attributes}`;
  return content === '' ? `<${open}/>` : `<${open}>${content}</${qualified}>`;
}

function writeMembers(
  entries: readonly (readonly [string, unknown])[],
  shape: Shape,
  scope: Scope,
): Inside {
  let attributes = '';
  let content = '';
  let attributeScope = scope;
  for (const [name, value] of entries) {
    if (value === undefined) continue;
    const property = propertyShape(shape, name);
    if (name === '#text' && !shape.properties().has(name)) content += escapeText(textOf(value));
    else if (property.xml.text !== undefined) content += writeText(value, property.xml.text);
    else if (property.xml.attribute === true) {
      if (value === null) continue;
      const named = qualify(property.xml.name ?? name, property.xml, attributeScope, undefined);
      attributes += `${named.declaration} ${named.qualified}="${escapeAttribute(textOf(value))}"`;
      attributeScope = named.scope;
    } else content += writeProperty(name, value, property, attributeScope);
  }
  return { attributes, content };
}

function writeText(value: unknown, kind: 'text' | 'cdata'): string {
  if (value === null) return '';
  const text = textOf(value);
  if (kind === 'text') return escapeText(text);
  // "]]>" would end the section, so that it is split over two sections (XML 1.0 section 2.7).
  return `<![CDATA[${writable(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function writeProperty(name: string, value: unknown, shape: Shape, scope: Scope): string {
  if (!Array.isArray(value)) return writeValue(shape.xml.name ?? name, value, shape, scope);
  const { wrapper, item } = arrayNames(shape, name);
  if (wrapper === undefined) return writeItems(value, shape, item, scope);
  return writeElement(wrapper, shape.xml, scope, (inner) => ({
    attributes: '',
    content: writeItems(value, shape, item, inner),
  }));
}

function writeItems(items: readonly unknown[], shape: Shape, name: string, scope: Scope): string {
  const item = shape.items() ?? unknownShape;
  return items.map((value) => writeValue(name, value, item, scope)).join('');
}

/**
 * A name with the described prefix and namespace. A prefix without a namespace is written only if
 * it is in scope; the document would be invalid otherwise.
 */
function qualify(
  name: string,
  { prefix, namespace }: XmlHints,
  scope: Scope,
  defaultPrefix: '' | undefined,
): { readonly qualified: string; readonly declaration: string; readonly scope: Scope } {
  if (!namePattern.test(name)) {
    throw new TypeError(`Cannot write XML: ${JSON.stringify(name)} is not a name`);
  }
  if (namespace === undefined) {
    const known = prefix !== undefined && scope.has(prefix);
    return { qualified: known ? `${prefix}:${name}` : name, declaration: '', scope };
  }
  // An attribute without a prefix has no namespace, also if there is a default one.
  const own = prefix ?? defaultPrefix ?? `ns${scope.size}`;
  const qualified = own === '' ? name : `${own}:${name}`;
  if (scope.get(own) === namespace) return { qualified, declaration: '', scope };
  const declared = own === '' ? 'xmlns' : `xmlns:${own}`;
  return {
    qualified,
    declaration: ` ${declared}="${escapeAttribute(namespace)}"`,
    scope: new Map([...scope, [own, namespace]]),
  };
}

const start =
  'A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const further = `${start}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}`;
// NCName (Namespaces in XML 1.0, section 3).
const namePattern = new RegExp(`^[${start}][${further}]*$`, 'u');
// The complement of Char (XML 1.0 section 2.2).
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

function writable(text: string): string {
  const illegal = forbidden.exec(text);
  if (illegal !== null) {
    const code = illegal[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    throw new TypeError(`Cannot write XML: it has no character U+${code}`);
  }
  return text;
}

/** Readers turn an unescaped carriage return into a line feed (XML 1.0 section 2.11). */
function escapeText(text: string): string {
  return writable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** Readers turn unescaped white space other than spaces into spaces (XML 1.0 section 3.3.3). */
function escapeAttribute(text: string): string {
  return escapeText(text)
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;');
}
