import type { ClientCodec } from './contract.ts';
import { plainValue } from './plain-value.ts';

/**
 * Writes an object as `multipart/form-data`: files as they are, scalars as text, the rest as JSON,
 * each by what its encoding says (OpenAPI 3.1 section 4.8.15); an array is a part for each item. The
 * platform puts the boundaries.
 */
export const multipartCodec: ClientCodec = {
  handles: (essence) => essence.startsWith('multipart/'),
  encode(given, _, body) {
    const value = plainValue(given);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new TypeError('Cannot write a multipart body: the value is not an object');
    }
    const form = new FormData();
    for (const [name, member] of Object.entries(value)) {
      const own = body?.encoding?.[name]?.contentType;
      // A list of media types leaves the choice to the one who sends.
      const type = own?.includes(',') || own?.includes('*') ? undefined : own;
      for (const item of Array.isArray(member) ? member : [member]) {
        if (item !== undefined) form.append(name, part(item, type));
      }
    }
    return { body: form, contentType: undefined };
  },
};

function part(item: unknown, type: string | undefined): string | Blob {
  if (item instanceof Blob)
    return type === undefined || item.type !== '' ? item : typed(item, type);
  if (ArrayBuffer.isView(item) || item instanceof ArrayBuffer) {
    return typed(item as Uint8Array<ArrayBuffer>, type ?? 'application/octet-stream');
  }
  const isStructured = typeof item === 'object' && item !== null;
  const isJson = type === undefined ? isStructured : /[/+]json\b/.test(type);
  const text = isJson || isStructured ? JSON.stringify(item) : String(item ?? '');
  if (type !== undefined) return typed(text, type);
  return isStructured ? typed(text, 'application/json') : text;
}

function typed(content: BlobPart, type: string): Blob {
  return new Blob([content], { type });
}
