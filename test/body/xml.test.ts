import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Shape, unknownShape } from '../../src/body/shape.ts';
import { decodeXml, encodeXml } from '../../src/body/xml.ts';
import { parseMediaRange } from '../../src/http/media-type.ts';
import { integers, shape, string, strings, text } from './shapes.ts';

const media = (type = 'application/xml') => parseMediaRange(type)!;
const decode = (xml: string, described: Shape) => decodeXml(text(xml), media(), described);
const encode = (value: unknown, described: Shape, root?: string) =>
  new TextDecoder().decode(encodeXml(value, described, root)).replace(/^<\?xml .*?\?>/, '');

const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

describe('the examples of OpenAPI 3.1 section 4.8.26.2', () => {
  const named = (xml: object, items: object = {}) =>
    shape({
      type: 'object',
      properties: {
        animals: { type: 'array', xml, items: { type: 'string', xml: items } },
      },
    });
  const animals = { animals: ['cat', 'dog'] };
  test.each<[string, Shape, unknown, string]>([
    [
      'attribute, name and namespace',
      shape({
        type: 'object',
        xml: { name: 'Person' },
        properties: {
          id: { type: 'integer', xml: { attribute: true } },
          name: {
            type: 'string',
            xml: { namespace: 'https://example.com/schema/sample', prefix: 'sample' },
          },
        },
      }),
      { id: 123, name: 'example' },
      '<Person id="123"><sample:name xmlns:sample="https://example.com/schema/sample">example</sample:name></Person>',
    ],
    ['an array', named({}), animals, '<root><animals>cat</animals><animals>dog</animals></root>'],
    [
      'items with a name; the outer name has no effect',
      named({ name: 'aliens' }, { name: 'animal' }),
      animals,
      '<root><animal>cat</animal><animal>dog</animal></root>',
    ],
    [
      'wrapped without names',
      named({ wrapped: true }),
      animals,
      '<root><animals><animals>cat</animals><animals>dog</animals></animals></root>',
    ],
    [
      'wrapped, items with a name',
      named({ wrapped: true }, { name: 'animal' }),
      animals,
      '<root><animals><animal>cat</animal><animal>dog</animal></animals></root>',
    ],
    [
      'wrapped, both with a name',
      named({ wrapped: true, name: 'aliens' }, { name: 'animal' }),
      animals,
      '<root><aliens><animal>cat</animal><animal>dog</animal></aliens></root>',
    ],
    [
      'wrapped, the outer with a name',
      named({ wrapped: true, name: 'aliens' }),
      animals,
      '<root><aliens><aliens>cat</aliens><aliens>dog</aliens></aliens></root>',
    ],
  ])('%s', (_, described, value, xml) => {
    expect(encode(value, described)).toBe(xml);
    expect(decode(xml, described)).toEqual({ ok: true, value });
  });
});

describe('the text of an element as a property (OpenAPI 3.2 section 4.26, `nodeType`)', () => {
  const described = shape({
    type: 'object',
    xml: { name: 'doc' },
    required: ['body'],
    properties: {
      id: { type: 'integer', xml: { attribute: true } },
      body: { type: 'string', xml: { text: 'text' } },
      tags: { type: 'array', items: { type: 'string', xml: { name: 'tag' } } },
      list: { type: 'array', xml: { wrapped: true }, items: { xml: { name: 'item' } } },
    },
  });
  test.each<[string, unknown]>([
    ['<doc id="1">a &lt; b</doc>', { id: 1, body: 'a < b' }],
    ['<doc/>', { body: '' }],
    ['<doc>a<tag>b</tag><tag>c</tag></doc>', { body: 'a', tags: ['b', 'c'] }],
    ['<doc>a<list><item>b</item></list></doc>', { body: 'a', list: ['b'] }],
  ])('%s', (xml, value) => {
    expect(decode(xml, described)).toEqual({ ok: true, value });
    expect(encode(value, described)).toBe(xml);
  });

  test('cdata is written as a section, or as two if the text contains the end mark', () => {
    const section = shape({
      type: 'object',
      xml: { name: 'doc' },
      properties: { body: { type: 'string', xml: { text: 'cdata' } } },
    });
    expect(encode({ body: 'a < b' }, section)).toBe('<doc><![CDATA[a < b]]></doc>');
    const value = { body: 'a ]]> b' };
    expect(decode(encode(value, section), section)).toEqual({ ok: true, value });
  });
});

describe('arrays with zero, one and many members', () => {
  const described = shape({
    type: 'object',
    required: ['loose'],
    properties: {
      loose: { type: 'array', items: { type: 'integer', xml: { name: 'n' } } },
      tight: {
        type: 'array',
        xml: { wrapped: true },
        items: { type: 'integer', xml: { name: 'n' } },
      },
    },
  });
  test.each<[string, unknown]>([
    ['<root><tight/></root>', { loose: [], tight: [] }],
    ['<root><n>1</n><tight><n>2</n></tight></root>', { loose: [1], tight: [2] }],
    [
      '<root><n>1</n><n>2</n><tight><n>3</n><n>4</n></tight></root>',
      { loose: [1, 2], tight: [3, 4] },
    ],
  ])('%s', (xml, value) => {
    expect(decode(xml, described)).toEqual({ ok: true, value });
    expect(encode(value, described)).toBe(xml);
  });

  test('an array without a wrapper is empty if it is required, and absent otherwise', () => {
    expect(decode('<root/>', described)).toEqual({ ok: true, value: { loose: [] } });
    const optional = shape({ type: 'object', properties: { loose: { type: 'array' } } });
    expect(decode('<root/>', optional)).toEqual({ ok: true, value: {} });
  });
});

describe('decodeXml() builds a value by the shape', () => {
  const person = shape({
    type: 'object',
    properties: {
      id: { type: 'integer', xml: { attribute: true } },
      name: { type: 'string' },
      active: { type: 'boolean' },
      gone: { type: ['string', 'null'] },
      address: { type: 'object', properties: { zip: { type: 'string' } } },
    },
  });
  test.each<[string, string, Shape, unknown]>([
    [
      'types',
      '<p id=" 5 "><active>\n true </active><name> A </name></p>',
      person,
      { id: 5, active: true, name: ' A ' },
    ],
    [
      'text that is not of its type',
      '<p id="x"><active>1</active></p>',
      person,
      { id: 'x', active: '1' },
    ],
    [
      'empty elements',
      '<p><name/><active/><address/></p>',
      person,
      { name: '', active: '', address: {} },
    ],
    [
      'nil',
      `<p ${xsi}><gone xsi:nil="true"/><name xsi:nil="false">x</name></p>`,
      person,
      { gone: null, name: 'x' },
    ],
    ['nil at the root', `<p ${xsi} xsi:nil="1"/>`, person, null],
    [
      'entities and CDATA',
      '<p><name>&lt;&#65;&amp;<![CDATA[<b>]]></name></p>',
      person,
      { name: '<A&<b>' },
    ],
    [
      'comments and instructions',
      '<?x y?><p><!-- c --><name>a<!-- b -->c</name></p>',
      person,
      { name: 'ac' },
    ],
    ['an element too many', '<p><name>a</name><name>b</name></p>', person, { name: ['a', 'b'] }],
    [
      'elements where text is described',
      '<p><name><b>x</b></name></p>',
      person,
      { name: { b: 'x' } },
    ],
    ['text where an object is described', '<p><address>x</address></p>', person, { address: 'x' }],
    ['a default namespace', '<p xmlns="urn:a"><name>a</name></p>', person, { name: 'a' }],
    [
      'what is not described',
      '<p><x a="1">t</x><y><z>1</z><z>2</z></y><v/></p>',
      person,
      { x: { a: '1', '#text': 't' }, y: { z: ['1', '2'] }, v: '' },
    ],
    ['no shape at all', '<p><a>1</a></p>', unknownShape, { a: '1' }],
    ['a scalar root', '<p>x</p>', string, 'x'],
    ['a root of items', '<p><i>1</i><i>2</i></p>', integers, [1, 2]],
    [
      'a map',
      '<p><a>1</a><b>2</b></p>',
      shape({ type: 'object', additionalProperties: { type: 'integer' } }),
      { a: 1, b: 2 },
    ],
    ['__proto__', '<p><__proto__>1</__proto__></p>', unknownShape, JSON.parse('{"__proto__":"1"}')],
    [
      'a namespace',
      '<p xmlns:s="urn:a"><s:name>x</s:name></p>',
      shape({
        type: 'object',
        properties: { name: { type: 'string', xml: { namespace: 'urn:a' } } },
      }),
      { name: 'x' },
    ],
    [
      'a qualified name',
      '<s:p xmlns:s="urn:a"><s:n>x</s:n></s:p>',
      shape({ xml: { name: 's:p' }, properties: { v: { xml: { name: 's:n' } } } }),
      { v: 'x' },
    ],
  ])('%s', (_, xml, described, value) => {
    expect(decode(xml, described)).toEqual({ ok: true, value });
  });

  test.each<[string, Uint8Array, string]>([
    [
      'application/xml; charset=iso-8859-1',
      Uint8Array.of(...text('<p>'), 0xe9, ...text('</p>')),
      'é',
    ],
    [
      'application/xml',
      Uint8Array.of(
        ...text('<?xml version="1.0" encoding="ISO-8859-1"?><p>'),
        0xe9,
        ...text('</p>'),
      ),
      'é',
    ],
    [
      'application/xml',
      Uint8Array.of(0xff, 0xfe, ...[...'<p>a</p>'].flatMap((c) => [c.charCodeAt(0), 0])),
      'a',
    ],
    ['application/xml; charset=iso-8859-1', text('\ufeff<p>é</p>'), 'é'],
  ])('%s, in its encoding (RFC 7303 section 3)', (type, bytes, value) => {
    expect(decodeXml(bytes, media(type), string)).toEqual({ ok: true, value });
  });
});

describe('malformed XML is refused with a reason', () => {
  const named = shape({ type: 'object', xml: { name: 'Person' } });
  const spaced = shape({ type: 'object', xml: { name: 'Person', namespace: 'urn:a' } });
  const wrapped = shape({
    type: 'object',
    properties: { tags: { type: 'array', xml: { wrapped: true }, items: { type: 'string' } } },
  });
  const renamed = shape({
    type: 'object',
    properties: {
      id: { xml: { name: 'ID', attribute: true } },
      note: { xml: { name: 'Note', namespace: 'urn:a' } },
      body: { xml: { text: 'text' } },
    },
  });
  test.each<[string, Shape, RegExp]>([
    ['', string, /^it is empty$/],
    ['<!-- -->', string, /^line 1, column 8: document must contain a root element$/],
    ['<p>', string, /^line 1, column 3: unclosed tag: p$/],
    ['<p>\n</q>', string, /^line 2, column 4: unexpected close tag$/],
    ['<p a="1" a="2"/>', string, /duplicate attribute/],
    ['<p>&nbsp;</p>', string, /undefined entity/],
    ['<p>&constructor;</p>', string, /undefined entity/],
    ['<x:p/>', string, /unbound namespace prefix/],
    ['<p/><q/>', string, /^line 1, column \d+: /],
    ['text', string, /^line 1, column \d+: /],
    ['<p>\u0000</p>', string, /disallowed character/],
    ['<!DOCTYPE p><p/>', string, /^a document type declaration is not allowed$/],
    [
      '<!DOCTYPE p [<!ENTITY a "x">]><p>&a;</p>',
      string,
      /^a document type declaration is not allowed$/,
    ],
    [
      '<!DOCTYPE p SYSTEM "file:///etc/passwd"><p/>',
      string,
      /^a document type declaration is not allowed$/,
    ],
    ['<a>'.repeat(257), string, /^it is nested more than 256 deep$/],
    ['<person/>', named, /^the root element is <person>, and <Person> is described$/],
    ['<Person/>', spaced, /^the root element is <Person>, and <Person> of "urn:a" is described$/],
    ['<p><tags><tag>a</tag></tags></p>', wrapped, /^<tags> holds <tag>, and <tags> is described$/],
    ['<p><tags/><tags/></p>', wrapped, /^<tags> wraps an array and stands 2 times$/],
    // A name in another form or namespace must not count as the property.
    ['<p tags="a"/>', wrapped, /^<p> has the attribute "tags", and <tags> is described$/],
    ['<p><id>1</id></p>', renamed, /^<p> has <id>, and the attribute "ID" is described$/],
    ['<p><note>x</note></p>', renamed, /^<p> has <note>, and <Note> of "urn:a" is described$/],
    ['<p Note="x"><body>y</body></p>', renamed, /^<p> has <body>, and its text is described$/],
  ])('%s', (xml, described, reason) => {
    expect(decode(xml, described)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  test('bytes that are invalid in the encoding', () => {
    expect(decodeXml(Uint8Array.of(0x3c, 0xff), media(), string)).toEqual({
      ok: false,
      reason: 'it is not UTF-8',
    });
  });

  test('does not throw for any text', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '/',
      'a',
      '"',
      '=',
      ' ',
      '&',
      ';',
      '!',
      '?',
      '[',
      ']',
      '-',
    );
    fc.assert(fc.property(fc.array(pieces), (parts) => void decode(parts.join(''), wrapped)));
  });
});

describe('encodeXml()', () => {
  const ns = { namespace: 'urn:a' };
  test.each<[string, unknown, Shape, string]>([
    ['the root of the shape', {}, shape({ xml: { name: 'Person' } }), '<Person/>'],
    ['the root it is given', {}, unknownShape, '<given/>'],
    ['a scalar', 'a<b>&"\r', string, '<given>a&lt;b&gt;&amp;"&#13;</given>'],
    [
      'an attribute',
      { a: '<"\n\t&' },
      shape({ properties: { a: { xml: { attribute: true } } } }),
      '<given a="&lt;&quot;&#10;&#9;&amp;"/>',
    ],
    [
      'null and undefined',
      { a: null, b: undefined },
      unknownShape,
      `<given><a ${xsi} xsi:nil="true"/></given>`,
    ],
    ['undescribed arrays', { a: [1, [2]] }, unknownShape, '<given><a>1</a><a><a>2</a></a></given>'],
    ['a root of items', ['a', 'b'], strings, '<given><given>a</given><given>b</given></given>'],
    [
      'a default namespace, once',
      { a: 1 },
      shape({ xml: ns, properties: { a: { xml: ns } } }),
      '<given xmlns="urn:a"><a>1</a></given>',
    ],
    [
      'a prefix, once',
      { a: 1 },
      shape({
        xml: { ...ns, prefix: 'p' },
        properties: { a: { xml: { ...ns, prefix: 'p' } }, b: {} },
      }),
      '<p:given xmlns:p="urn:a"><p:a>1</p:a></p:given>',
    ],
    [
      'a prefix of its surroundings',
      { a: 1 },
      shape({ xml: { ...ns, prefix: 'p' }, properties: { a: { xml: { prefix: 'p' } } } }),
      '<p:given xmlns:p="urn:a"><p:a>1</p:a></p:given>',
    ],
    [
      'a prefix without a namespace',
      { a: 1 },
      shape({ properties: { a: { xml: { prefix: 'p' } } } }),
      '<given><a>1</a></given>',
    ],
    [
      'an attribute in a namespace',
      { a: 1 },
      shape({ properties: { a: { xml: { ...ns, attribute: true } } } }),
      '<given xmlns:ns0="urn:a" ns0:a="1"/>',
    ],
    [
      'text beside attributes',
      { a: 1, '#text': 'x' },
      shape({ properties: { a: { xml: { attribute: true } } } }),
      '<given a="1">x</given>',
    ],
  ])('%s', (_, value, described, xml) => {
    expect(encode(value, described, 'given')).toBe(xml);
  });

  test('declares its version and encoding', () => {
    expect(new TextDecoder().decode(encodeXml('é', string, 'a'))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><a>é</a>',
    );
  });

  test.each<[unknown, string]>([
    [{ 'two words': 1 }, 'Cannot write XML: "two words" is not a name'],
    [{ '1st': 1 }, 'Cannot write XML: "1st" is not a name'],
    [{ '': 1 }, 'Cannot write XML: "" is not a name'],
    ['\u0000', 'Cannot write XML: it has no character U+0000'],
    ['\ud800', 'Cannot write XML: it has no character U+D800'],
    [{ a: '\uffff' }, 'Cannot write XML: it has no character U+FFFF'],
  ])('%j cannot be written', (value, message) => {
    expect(() => encodeXml(value, unknownShape)).toThrow(message);
  });
});

test('reading returns what was written', () => {
  const described = shape({
    type: 'object',
    required: ['loose', 'lines'],
    xml: { name: 'order', namespace: 'urn:orders', prefix: 'o' },
    properties: {
      id: { type: 'integer', xml: { attribute: true } },
      note: { type: 'string', xml: { attribute: true, namespace: 'urn:notes' } },
      title: { type: ['string', 'null'] },
      loose: { type: 'array', items: { type: 'string', xml: { name: 'l' } } },
      tight: { type: 'array', xml: { wrapped: true }, items: { type: 'number' } },
      lines: {
        type: 'array',
        items: {
          type: 'object',
          xml: { name: 'line', namespace: 'urn:lines' },
          properties: { amount: { type: 'number' }, paid: { type: 'boolean' } },
        },
      },
    },
  });
  const word = fc.string({ unit: 'grapheme' });
  const number = fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => value + 0);
  const value = fc.record({
    id: fc.integer(),
    note: word,
    title: fc.option(word),
    loose: fc.array(word),
    tight: fc.array(number),
    lines: fc.array(fc.record({ amount: number, paid: fc.boolean() })),
  });
  fc.assert(
    fc.property(value, (written) => {
      expect(decodeXml(encodeXml(written, described), media(), described)).toEqual({
        ok: true,
        value: JSON.parse(JSON.stringify(written)),
      });
    }),
  );
});
