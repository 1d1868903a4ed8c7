import { isIpv6 } from './ip.ts';

/** RFC 3986 section 3. */
export function isUri(value: string): boolean {
  return fits(value, uri) && /^[a-z][a-z\d+.-]*:/i.test(value);
}

/** RFC 3986 section 4.1. */
export function isUriReference(value: string): boolean {
  return fits(value, uri);
}

/** RFC 3987 section 2.2: a URI in any script. */
export function isIri(value: string): boolean {
  return fits(value, iri) && /^[a-z][a-z\d+.-]*:/i.test(value);
}

export function isIriReference(value: string): boolean {
  return fits(value, iri);
}

/** The allowed characters of each part. */
interface Grammar {
  readonly userinfo: RegExp;
  readonly host: RegExp;
  readonly path: RegExp;
  readonly query: RegExp;
  readonly fragment: RegExp;
}

function grammarOf(letters: string, privates: string): Grammar {
  const made = (characters: string) =>
    new RegExp(`^(?:[\\w.~!$&'()*+,;=${letters}${characters}-]|%[\\da-fA-F]{2})*$`, 'u');
  return {
    userinfo: made(':'),
    host: made(''),
    path: made(':@/'),
    query: made(`:@/?${privates}`),
    fragment: made(':@/?'),
  };
}

const uri = grammarOf('', '');

const supplementary = Array.from({ length: 14 }, (_, index) => {
  const plane = (index + 1).toString(16);
  return `\\u{${plane}0000}-\\u{${plane}fffd}`;
}).join('');
const iri = grammarOf(
  `\\u{a0}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{ffef}${supplementary}`,
  '\\u{e000}-\\u{f8ff}\\u{f0000}-\\u{ffffd}\\u{100000}-\\u{10fffd}',
);

/** Splits a reference as RFC 3986 appendix B does, and checks each part. */
function fits(value: string, grammar: Grammar): boolean {
  const parts = /^(?:([^:/?#]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/su.exec(
    value,
  );
  if (parts === null) return false;
  const [, scheme, authority, path = '', query = '', fragment = ''] = parts;
  return (
    (scheme === undefined || /^[a-z][a-z\d+.-]*$/i.test(scheme)) &&
    (authority === undefined || isAuthority(authority, grammar)) &&
    grammar.path.test(path) &&
    grammar.query.test(query) &&
    grammar.fragment.test(fragment)
  );
}

/** RFC 3986 section 3.2. */
function isAuthority(authority: string, grammar: Grammar): boolean {
  const at = authority.indexOf('@');
  if (at !== -1 && !grammar.userinfo.test(authority.slice(0, at))) return false;
  const place = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::\d*)?$/u.exec(authority.slice(at + 1));
  if (place === null) return false;
  const [, literal, host = ''] = place;
  if (literal === undefined) return grammar.host.test(host);
  return isIpv6(literal) || /^v[\da-f]+\.[\w.~!$&'()*+,;=:-]+$/i.test(literal);
}
