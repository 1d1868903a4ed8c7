// Reads the requests of clients with parsers of other projects: queries and forms by
// URLSearchParams, multipart by busboy, XML by fast-xml-parser, JSON by JSON.parse. Each function
// gives the differences from the given values.

import { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { Busboy } from '@fastify/busboy';
import { XMLParser } from 'fast-xml-parser';

/** @returns {Promise<string[]>} */
export async function bodyFaults({ body, contentType }, given, encoding) {
  const essence = contentType.split(';')[0].trim().toLowerCase();
  if (given instanceof Uint8Array) return same('bytes', [...body], [...given]);
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  if (/[/+]json$/.test(essence)) return jsonFaults(text, given);
  if (typeof given === 'string') return same('text', text, given);
  if (/[/+]xml$/.test(essence)) return xmlFaults(text, given);
  if (essence === 'application/x-www-form-urlencoded') {
    return pairFaults(new URLSearchParams(text), given, (name) => formStyle(encoding[name]));
  }
  if (essence.startsWith('multipart/')) return partFaults(body, contentType, given, encoding);
  return same('text', text, String(given));
}

function jsonFaults(text, given) {
  try {
    return same('JSON', JSON.parse(text), plain(given));
  } catch (error) {
    return [`the body is no JSON: ${error.message}`];
  }
}

/** A form property without a style is JSON if it is an object. */
function formStyle(encoding = {}) {
  const { style, explode, allowReserved, contentType = '' } = encoding;
  const isStyled = style !== undefined || explode !== undefined || allowReserved;
  if (!isStyled)
    return { style: 'form', explode: true, json: 'objects', all: /json/.test(contentType) };
  return { style: style ?? 'form', explode: explode ?? (style ?? 'form') === 'form' };
}

/** The names and values of a query or a form, by the styles of its members. */
export function pairFaults(pairs, given, styleOf) {
  return Object.entries(given).flatMap(([name, value]) => {
    const { style, explode, json, all } = styleOf(name);
    const own = (from) => pairs.getAll(from);
    if (value === undefined) return [];
    if (all || json === true) return same(name, own(name).map(JSON.parse), many(value, json));
    if (style === 'deepObject') {
      return flat(name, value).flatMap(([path, text]) => same(path, own(path), text));
    }
    const separator = { form: ',', spaceDelimited: ' ', pipeDelimited: '|' }[style];
    if (Array.isArray(value)) {
      if (value.length === 0) return [];
      if (explode)
        return same(
          name,
          own(name),
          value.map((item) => textOf(item)),
        );
      return same(name, own(name), [value.map((item) => textOf(item)).join(separator)]);
    }
    if (typeof value === 'object' && value !== null) {
      if (json === 'objects') return same(name, own(name).map(JSON.parse), [plain(value)]);
      const members = Object.entries(value).filter(([, member]) => member !== undefined);
      if (members.length === 0) return [];
      if (!explode) return same(name, own(name), [members.flat().map(textOf).join(separator)]);
      return members.flatMap(([key, member]) =>
        [member].flat().every((item) => own(key).includes(textOf(item)))
          ? []
          : same(key, own(key), [member].flat().map(textOf)),
      );
    }
    return same(name, own(name), [textOf(value)]);
  });
}

function many(value, isWhole) {
  return isWhole === true || !Array.isArray(value) ? [plain(value)] : plain(value);
}

/** `filter[a][b]` and the texts below it; the items of an array by their index. */
function flat(name, value) {
  if (typeof value !== 'object' || value === null) return [[name, [textOf(value)]]];
  return Object.entries(value).flatMap(([key, member]) => flat(`${name}[${key}]`, member));
}

/** Every text and attribute of an XML document, without the names of elements. */
function xmlFaults(text, given) {
  const options = {
    ignoreAttributes: false,
    parseTagValue: false,
    trimValues: false,
    cdataPropName: false,
  };
  const tree = new XMLParser({ ...options, ignoreDeclaration: true }).parse(text, true);
  const texts = leaves(tree).filter((leaf) => leaf !== '');
  return same(
    'XML',
    texts.sort(),
    leaves(plain(given))
      .map(textOf)
      .filter((leaf) => leaf !== '')
      .sort(),
  );
}

function leaves(value, name = '') {
  if (name.startsWith('@_xmlns')) return [];
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item));
  if (typeof value !== 'object' || value === null) return [value];
  return Object.entries(value).flatMap(([key, member]) => leaves(member, key));
}

async function partFaults(body, contentType, given, encoding) {
  // Only the boundary can separate parts without names: busboy leaves them out.
  if (Array.isArray(given)) return same('parts', countOfParts(body, contentType), given.length);
  const parts = await partsOf(body, contentType);
  const faults = [];
  const textsOf = (name) =>
    parts
      .filter((part) => part.name === name && part.filename === undefined)
      .map(({ text }) => Buffer.from(text, 'latin1').toString());
  for (const [name, member] of Object.entries(given)) {
    const style = formStyle(encoding[name]);
    if (/form-data/i.test(contentType) && style.json === undefined) {
      faults.push(...pairFaults({ getAll: textsOf }, { [name]: member }, () => style));
      continue;
    }
    // The escapes that browsers use for a name (HTML, "multipart form data").
    const own = parts.filter((part) => part.name === name.replaceAll('"', '%22'));
    const items = (Array.isArray(member) ? member : [member]).filter((item) => item !== undefined);
    if (own.length !== items.length) faults.push(...same(name, own.length, items.length));
    for (const [index, item] of items.entries()) {
      const part = own[index];
      if (part === undefined) continue;
      if (item instanceof Blob) {
        const bytes = Buffer.from(await item.arrayBuffer()).toString('latin1');
        faults.push(...same(name, [part.filename, part.text], [item.name ?? 'blob', bytes]));
      } else {
        const isJson = /json/.test(part.type ?? '');
        const text = Buffer.from(part.text, 'latin1').toString();
        faults.push(...same(`file name of ${name}`, part.filename, undefined));
        if (/xml/.test(part.type ?? '') && typeof item === 'object')
          faults.push(...xmlFaults(text, item));
        else if (isJson) faults.push(...same(name, JSON.parse(text), plain(item)));
        else faults.push(...same(name, text, textOf(item)));
      }
    }
  }
  return faults;
}

function countOfParts(body, contentType) {
  const boundary = /boundary="?([^";]+)/i.exec(contentType)[1];
  return Buffer.from(body).toString('latin1').split(`--${boundary}\r\n`).length - 1;
}

function partsOf(body, contentType) {
  const headers = {
    'content-type': contentType.replace(/^multipart\/[\w-]+/i, 'multipart/form-data'),
  };
  return new Promise((resolve, reject) => {
    const parts = [];
    const busboy = new Busboy({
      headers,
      defCharset: 'utf8',
      defParamCharset: 'utf8',
      limits: { fieldSize: 1e8 },
    });
    busboy.on('field', (name, text, _, __, ___, type) =>
      parts.push({ name, text: Buffer.from(text).toString('latin1'), type }),
    );
    busboy.on('file', (name, stream, filename, _, type) => {
      const part = { name, filename, type, text: '' };
      parts.push(part);
      stream.on('data', (chunk) => (part.text += chunk.toString('latin1')));
    });
    busboy.on('finish', () => resolve(parts));
    busboy.on('error', reject);
    Readable.from([Buffer.from(body)]).pipe(busboy);
  });
}

/** A value after a round trip through JSON. */
function plain(value) {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

export function textOf(value) {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function same(what, is, wanted) {
  if (isDeepStrictEqual(is, wanted)) return [];
  return [`${what} is ${shown(is)} and not ${shown(wanted)}`];
}

function shown(value) {
  return `${JSON.stringify(value)}`.slice(0, 150);
}
