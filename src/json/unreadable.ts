import { type Document, isAlias, visit, type YAMLParseError } from 'yaml';
import { deepOffset, maximumDepth } from './depth.ts';
import { findJsonFault } from './json-fault.ts';

/** Why a text is no document, and the place that shows it. */
export interface Unreadable {
  readonly reason: string;
  readonly offset: number;
}

export const tooDeepReason = `it is nested more than ${maximumDepth} levels deep here; give names to the inner parts and refer to them with "$ref"`;

/** The kind of a text that is not a YAML or JSON document; `undefined` if it is unclear. */
export function strangeText(text: string): string | undefined {
  if (/^\s*(?:#.*\s*)*$/.test(text)) return 'it is empty';
  if (text.startsWith('PK\u0003\u0004') || text.startsWith('\u001f')) {
    return 'it is compressed; unpack it first';
  }
  if (text.includes('\0')) return 'it is binary, or not UTF-8';
  if (text.startsWith('version https://git-lfs.github.com/')) {
    return 'it is a pointer of Git LFS; get the file itself with "git lfs pull"';
  }
  if (/^\s*<(?:!doctype html|html|head|body)\b/i.test(text)) {
    const title = /<title>\s*([^<]{1,80}?)\s*<\/title>/i.exec(text)?.[1];
    const named = title === undefined ? '' : `, "${title}"`;
    return `it is an HTML page${named}; give the address of the YAML or JSON behind it`;
  }
  if (/^\s*<[?!a-z]/i.test(text)) return 'it is XML; OpenAPI is written in YAML or JSON';
  return undefined;
}

/** A comment in otherwise valid JSON, which YAML would read as part of a name or a text. */
export function jsonComment(text: string): Unreadable | undefined {
  const fault = /^\s*(?:\/[/*]|[{[])/.test(text) ? findJsonFault(text) : undefined;
  if (fault === undefined || !/^\/[/*]/.test(text.slice(fault.offset, fault.offset + 2))) {
    return undefined;
  }
  return {
    reason: 'a comment begins here, and JSON has none; remove it',
    offset: fault.offset,
  };
}

/** Why a text cannot be read that no parser accepts. */
export function whyUnreadable(text: string, error: YAMLParseError): Unreadable {
  const otherKind = strangeText(text);
  if (otherKind !== undefined) return { reason: otherKind, offset: 0 };
  const conflict = /^<{7} /m.exec(text);
  if (conflict !== null) {
    return { reason: 'a merge conflict begins here; resolve it', offset: conflict.index };
  }
  if (isStackOverflow(error)) return { reason: tooDeepReason, offset: deepOffset(text) };
  // A quoted name distinguishes JSON from YAML in braces.
  const fault = /^\s*(?:\{\s*"|\[\s*[{["])/.test(text) ? findJsonFault(text) : undefined;
  if (fault === undefined) return { reason: yamlReason(text, error), offset: error.pos[0] };
  const { offset, expected } = fault;
  const found = offset >= text.length ? 'the end' : JSON.stringify(text[offset]);
  return { reason: `${expected} is expected, and ${found} is there`, offset };
}

/** Why a parsed text has no value: an alias without a target, or too many aliases. */
export function whyWithoutValue(
  text: string,
  parsed: Document.Parsed | undefined,
  error: unknown,
): Unreadable {
  if (parsed === undefined || isStackOverflow(error)) {
    return { reason: tooDeepReason, offset: deepOffset(text) };
  }
  let found: Unreadable | undefined;
  visit(parsed, {
    Alias(_, alias) {
      if (!isAlias(alias) || alias.resolve(parsed) !== undefined) return undefined;
      const reason = `no anchor "&${alias.source}" comes before the alias "*${alias.source}"; put a text that begins with "*" in quotes`;
      found = { reason, offset: alias.range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return found ?? { reason: 'its aliases stand for too many values; write them out', offset: 0 };
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof Error && error.message.includes('call stack');
}

/** Common mistakes in plain words; the parser's own words for the others. */
function yamlReason(text: string, { code, message, pos }: YAMLParseError): string {
  const at = text.slice(pos[0], pos[0] + 1);
  switch (code) {
    case 'MULTIPLE_DOCS':
      return 'a second YAML document begins here, and a file holds one; move it to a file of its own';
    case 'TAB_AS_INDENT':
      return 'a tab is part of the indentation here, and YAML allows spaces only; replace it with spaces';
    case 'DUPLICATE_KEY':
      return `the name "${nameAt(text, pos[0])}" comes twice in one object; rename or remove one of the two`;
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'a second ":" makes another object within a line, or the indentation is wrong; put a text with ": " in quotes';
    case 'BAD_SCALAR_START':
    case 'BAD_DIRECTIVE':
      return `a text that begins with "${at}" must stand in quotes`;
    case 'MULTILINE_IMPLICIT_KEY':
      return 'a name and its ":" are expected on one line here';
    case 'BAD_INDENT':
      return /^Flow/.test(message)
        ? 'a "{" or "[" before this place is not closed, or what is inside is indented too little'
        : message;
    case 'MISSING_CHAR':
      return message.startsWith('Missing closing')
        ? 'a text in quotes that begins before this place does not end'
        : message;
    default:
      return message.split('\n', 1)[0]!;
  }
}

function nameAt(text: string, start: number): string {
  return /^(?:"[^"\n]*"|'[^'\n]*'|[^:\n]*)/.exec(text.slice(start))![0].replace(/^["']|["']$/g, '');
}
