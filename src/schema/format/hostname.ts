import punycode from 'punycode.js';
import { parseUrl } from '../../http/url.ts';

/** RFC 1123 section 2.1, where an internationalised label is written in its ASCII form. */
export function isHostname(value: string): boolean {
  if (value.length > 253) return false;
  return value.split('.').every((label) => {
    if (!asciiLabel.test(label)) return false;
    if (label.slice(2, 4) !== '--') return true;
    return isEncodedLabel(label.toLowerCase());
  });
}

const asciiLabel = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i;

/**
 * RFC 5890 section 2.3.2.3: a hostname with labels in any script. RFC 5892 defines the allowed
 * characters; the direction of writing (RFC 5893) is not checked.
 */
export function isIdnHostname(value: string): boolean {
  // The ideographic full stops separate labels, too (RFC 3490 section 3.1).
  const labels = value.split(/[.\u3002\uff0e\uff61]/);
  const encoded = labels.map((label) => (isAscii(label) ? label : encodedLabel(label)));
  return encoded.every((label) => label !== undefined) && isHostname(encoded.join('.'));
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

/** The ASCII form of a label in another script; `undefined` if the label is not allowed. */
function encodedLabel(label: string): string | undefined {
  if (!isUnicodeLabel(label)) return undefined;
  const encoded = asciiForm(label);
  return encoded === undefined || encoded.length > 63 ? undefined : encoded;
}

/** A label as URLs have it, in browsers and in Node (UTS 46). */
function asciiForm(label: string): string | undefined {
  return parseUrl(`ws://${label}`)?.hostname;
}

/** Whether the ASCII form of a label is what an allowed label encodes to. */
function isEncodedLabel(label: string): boolean {
  const decoded = decodedLabel(label);
  if (decoded === undefined) return false;
  return !isAscii(decoded) && isUnicodeLabel(decoded) && asciiForm(decoded) === label;
}

function decodedLabel(label: string): string | undefined {
  if (!label.startsWith('xn--')) return undefined;
  try {
    return punycode.decode(label.slice(4));
  } catch {
    return undefined;
  }
}

/** RFC 5891 section 4.2.3, with the characters of RFC 5892. */
function isUnicodeLabel(label: string): boolean {
  const characters = [...label];
  if (label.startsWith('-') || label.endsWith('-') || label.slice(2, 4) === '--') return false;
  if (/^\p{M}/u.test(label) || label !== label.normalize('NFC')) return false;
  return characters.every((character, index) => {
    const rule = contextual.find(({ of }) => of.test(character));
    return rule === undefined ? isAllowed(character) : rule.holds(characters, index);
  });
}

/** RFC 5892 section 2.6: exceptions from the general rule. */
const allowedThoughUnstable = /[\u00df\u03c2\u06fd\u06fe\u0f0b\u3007]/;
const refusedThoughLetter = /[\u0640\u07fa\u302e\u302f\u3031-\u3035\u303b]/;

/** RFC 5892 section 3: letters, digits and marks that folding and normalizing do not change. */
function isAllowed(character: string): boolean {
  if (allowedThoughUnstable.test(character)) return true;
  if (refusedThoughLetter.test(character)) return false;
  const folded = character.normalize('NFKC').toLowerCase().normalize('NFKC');
  return folded === character && /^[-\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}]$/u.test(character);
}

interface ContextualRule {
  readonly of: RegExp;
  readonly holds: (characters: readonly string[], index: number) => boolean;
}

/** RFC 5892 appendix A: characters that are allowed beside certain others only. */
const contextual: readonly ContextualRule[] = [
  { of: /\u200d/, holds: (all, index) => virama.test(all[index - 1] ?? '') },
  {
    of: /\u200c/,
    holds: (all, index) => virama.test(all[index - 1] ?? '') || isBetweenJoining(all, index),
  },
  { of: /\u00b7/, holds: (all, index) => all[index - 1] === 'l' && all[index + 1] === 'l' },
  { of: /\u0375/, holds: (all, index) => /\p{Script=Greek}/u.test(all[index + 1] ?? '') },
  { of: /[\u05f3\u05f4]/, holds: (all, index) => /\p{Script=Hebrew}/u.test(all[index - 1] ?? '') },
  {
    of: /\u30fb/,
    holds: (all) =>
      all.some((one) => one !== '\u30fb' && /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u.test(one)),
  },
  { of: /[\u0660-\u0669]/, holds: (all) => !all.some((one) => /[\u06f0-\u06f9]/.test(one)) },
  { of: /[\u06f0-\u06f9]/, holds: (all) => !all.some((one) => /[\u0660-\u0669]/.test(one)) },
];

/** Letters of these scripts join; JavaScript does not know the exceptions. */
const joining =
  /[\p{sc=Arabic}\p{sc=Syriac}\p{sc=Nko}\p{sc=Mandaic}\p{sc=Mongolian}\p{sc=Phags_Pa}\p{sc=Adlam}]/u;

/** Between two joining letters; marks are skipped. */
function isBetweenJoining(all: readonly string[], index: number): boolean {
  const isLetter = (character: string) => !/\p{M}/u.test(character);
  const before = all.slice(0, index).findLast(isLetter) ?? '';
  const after = all.slice(index + 1).find(isLetter) ?? '';
  return joining.test(before) && joining.test(after);
}

/** The characters whose canonical combining class is that of a virama. */
const virama =
  /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039\u103a\u1714\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua82c\ua8c4\ua953\ua9c0\uaaf6\uabed]/;
