import { isObject } from '../api/node.ts';

/** A JSON value as YAML 1.2: longer texts as blocks, and quotes only if needed. */
export function yamlText(value: unknown): string {
  const lines: string[] = [];
  const put = (head: string, member: unknown, indent: string) => {
    if (Array.isArray(member) && member.length > 0) {
      lines.push(head);
      list(member, `${indent}  `);
    } else if (isObject(member) && Object.keys(member).length > 0) {
      lines.push(head);
      map(member, `${indent}  `);
    } else lines.push(`${head} ${scalarText(member, `${indent}  `)}`);
  };
  const keys = new Map<string, string>();
  const keyText = (key: string) => {
    let text = keys.get(key);
    if (text === undefined) {
      text = lineText(key);
      keys.set(key, text);
    }
    return text;
  };
  const map = (members: Readonly<Record<string, unknown>>, indent: string) => {
    for (const [key, member] of Object.entries(members)) {
      if (member !== undefined) put(`${indent}${keyText(key)}:`, member, indent);
    }
  };
  const list = (items: readonly unknown[], indent: string) => {
    for (const item of items) {
      const at = lines.length;
      put(`${indent}-`, item, indent);
      // The first line of an item is beside its dash.
      if (lines.length > at + 1 && lines[at] === `${indent}-`) {
        lines.splice(at, 2, `${indent}- ${lines[at + 1]!.slice(indent.length + 2)}`);
      }
    }
  };
  if (isObject(value) && Object.keys(value).length > 0) map(value, '');
  else lines.push(JSON.stringify(value));
  return `${lines.join('\n')}\n`;
}

function scalarText(value: unknown, indent: string): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return value.includes('\n') ? blockText(value, indent) : lineText(value);
}

/**
 * A literal block (YAML 1.2.2 section 8.1.2), unless its indentation or its end would be ambiguous.
 */
function blockText(text: string, indent: string): string {
  const isUnclear = /^[\s]|\n\n$|\n $/.test(text) || !printable.test(text);
  if (isUnclear) return JSON.stringify(text);
  const isEnded = text.endsWith('\n');
  const body = (isEnded ? text.slice(0, -1) : text).replace(/\n(?!\n|$)/g, `\n${indent}`);
  return `${isEnded ? '|' : '|-'}\n${indent}${body}`;
}

const printable = /^[\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/;
const plain = /^(?:[A-Za-z_/][\w/{}.-]*(?: [\w/(]['\w/{}.,()-]*)*|\d+\.\d+\.\d+)$/;
const reserved = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

function lineText(text: string): string {
  if (plain.test(text) && !reserved.test(text)) return text;
  return /^[\x20-\x7e]*$/.test(text) && !/['\\]/.test(text) ? `'${text}'` : JSON.stringify(text);
}
