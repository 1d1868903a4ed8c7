import type { FormatReader, FormatShape } from './contract.ts';

/**
 * Makes a value of its format. A value that may be something else must match strictly.
 * @throws {RangeError} if the value does not have the format.
 */
export type Make<Given> = (value: Given, isOneOfSeveral: boolean) => unknown;

/** Reads the values of some formats where a contract describes them; `other` reads all others. */
export function formatReader<Given>(
  isGiven: (value: unknown) => value is Given,
  formats: Readonly<Record<string, Make<Given>>>,
  other: (value: unknown) => unknown = (value) => value,
): FormatReader {
  const read: FormatReader = (value, at, shapes) => {
    if (at === undefined) return other(value);
    const shape: FormatShape = shapes[at] ?? {};
    const { format, otherwise } = shape;
    if (isGiven(value)) {
      const make = format === undefined ? undefined : formats[format];
      if (make === undefined) return other(value);
      if (otherwise === undefined) return make(value, false);
      try {
        return make(value, true);
      } catch (error) {
        if (error instanceof RangeError) return read(value, otherwise, shapes);
        throw error;
      }
    }
    if (Array.isArray(value)) {
      return value.map((item, index) => read(item, shape.prefix?.[index] ?? shape.items, shapes));
    }
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    const { properties = {}, others, tag, kinds = {} } = shape;
    const kind = String(tag !== undefined && (value as Record<string, unknown>)[tag]);
    if (Object.hasOwn(kinds, kind)) return read(value, kinds[kind]!, shapes);
    const members = Object.entries(value).map(([name, part]) => [
      name,
      read(part, Object.hasOwn(properties, name) ? properties[name] : others, shapes),
    ]);
    return Object.fromEntries(members);
  };
  return read;
}
