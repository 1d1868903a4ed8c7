import type { Header } from '../api/model.ts';
import { coerce } from '../body/coerce.ts';
import type { Decoded, Shape } from '../body/shape.ts';
import { itemShape, propertyShape, structureOf } from '../body/structure.ts';

/** The one field whose lines must not be joined, because cookies have commas (RFC 9110 section 5.3). */
export function isSetCookie({ name }: Pick<Header, 'name'>): boolean {
  return name.toLowerCase() === 'set-cookie';
}

/**
 * The lines of Set-Cookie as a list or an object of cookies. `undefined` if the schema describes a
 * text, which each line is.
 */
export function readCookieLines(lines: readonly string[], shape: Shape): Decoded | undefined {
  switch (structureOf(shape)) {
    case 'array':
      return { ok: true, value: lines.map((line) => coerce(line, itemShape(shape))) };
    case 'object': {
      const cookies = lines.map((line) => {
        const [, name = '', value = ''] = /^([^=;]*)=?([^;]*)/.exec(line)!;
        return [name.trim(), coerce(value.trim(), propertyShape(shape, name.trim()))] as const;
      });
      return { ok: true, value: Object.fromEntries(cookies) };
    }
    case 'scalar':
      return undefined;
  }
}
