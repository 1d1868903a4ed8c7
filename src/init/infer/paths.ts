import { isPlural } from '../../resources/names.ts';
import { camel, freeName, plainWords, singularWords } from './words.ts';

/** A requested path, with what else shows whether two paths are one. */
export interface SeenPath {
  /** Percent-encoded, as in the URL. */
  readonly segments: readonly string[];
  readonly method: string;
  /** The form of its answers: the names in an object; `undefined` if that proves nothing. */
  readonly shape: string | undefined;
}

/** A path template, and its parameters' values in one path. */
export interface TemplatedPath {
  readonly template: string;
  readonly values: ReadonlyMap<string, string>;
}

/**
 * The templates of paths: a segment with an id becomes a parameter. So do three or more names below
 * a plural with equal requests and answers.
 */
export function templatesOf(paths: readonly SeenPath[]): readonly TemplatedPath[] {
  const named = namesBelow(paths);
  return paths.map(({ segments }) => {
    const values = new Map<string, string>();
    let template = '';
    segments.forEach((segment, index) => {
      const place = `${placeOf(segments, index)} ${segments.length}`;
      if (isId(segment) || named.get(place)?.has(segment) === true) {
        const name = parameterName(segments[index - 1], values);
        values.set(name, segment);
        template += `/{${name}}`;
      } else template += `/${segment}`;
    });
    return { template: template === '' ? '/' : template, values };
  });
}

/** The segments before one, ids being alike. */
function placeOf(segments: readonly string[], index: number): string {
  return segments
    .slice(0, index)
    .map((segment) => (isId(segment) ? '{}' : segment))
    .join('/');
}

const fewestNames = 3;

/** The last segments that name things of a plural before them, by their places. */
function namesBelow(paths: readonly SeenPath[]): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { segments, method, shape } of paths) {
    const index = segments.length - 1;
    const before = segments[index - 1];
    const last = segments[index];
    if (shape === undefined || last === undefined || before === undefined) continue;
    if (method !== 'GET' || isId(last) || isId(before) || !isPlural(before)) continue;
    const key = JSON.stringify([`${placeOf(segments, index)} ${segments.length}`, shape]);
    const known = groups.get(key) ?? new Set();
    groups.set(key, known.add(last));
  }
  const found = new Map<string, Set<string>>();
  for (const [key, names] of groups) {
    if (names.size < fewestNames) continue;
    const [place] = JSON.parse(key) as [string, string];
    found.set(place, new Set([...(found.get(place) ?? []), ...names]));
  }
  return found;
}

const ids = [
  /^-?\d+$/,
  /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i,
  /^(?=.*\d)[\da-f]{12,}$/i,
  // ULID; an id with a prefix, `cus_9s6XKz`; a ticket, `SHOP-123`; a day.
  /^[\dA-HJKMNP-TV-Z]{26}$/,
  /^[a-z]{1,12}_(?=\w*\d)[A-Za-z\d]{4,}$/,
  /^[A-Z]+-\d+$/,
  /^\d{4}-\d\d(?:-\d\d)?$/,
  // Long and with digits: no part of an API has such a name.
  /^(?=.*\d)(?=.*[A-Za-z])[\w~.-]{20,}$/,
  /^REDACTED_\w+$/,
  /(?:@|%40).+\./i,
];

function isId(segment: string): boolean {
  return ids.some((pattern) => pattern.test(segment));
}

function parameterName(before: string | undefined, taken: ReadonlyMap<string, string>): string {
  const words = before === undefined || isId(before) ? [] : plainWords(before);
  return freeName(camel([...singularWords(words), 'id']), taken);
}
