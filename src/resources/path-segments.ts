import { verbSegment } from './names.ts';

/** A part of a path: either a fixed text, or a parameter. */
export interface Segment {
  readonly text: string | undefined;
  readonly parameter: string | undefined;
}

/**
 * Reads the paths of an API as segments, with each verb behind what it applies to: `{id}:cancel` and
 * `Orders('{id}')` are two. `.json` and `.xml` at the end are removed, unless the path without them
 * is another one. OpenAPI allows no query in a path, but some documents have one.
 */
export function pathSegments(paths: ReadonlySet<string>): (path: string) => readonly Segment[] {
  const calls = callsOf(paths);
  return (path) => {
    const [, whole = '', query = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(path) ?? [];
    const bare = whole.replace(/\.(?:json|xml)$/i, '');
    const segments = textsOf(paths.has(bare) ? whole : bare);
    return withScopeFirst(withVerbLast(segments, calls), calls)
      .flatMap(parts)
      .concat(query === '' || isSetting(query) ? [] : [fixed(`?${query}`)]);
  };
}

function parts(segment: string): readonly Segment[] {
  const member = /^([^{}()]+)\('?\{([^{}]+)\}'?\)$/.exec(segment);
  if (member !== null) return [fixed(member[1]!), parameter(member[2]!)];
  const action = /^(.+):([\w.-]+)$/.exec(segment) ?? methodName(segment);
  return action === undefined ? [segmentOf(segment)] : [segmentOf(action[1]!), fixed(action[2]!)];
}

const textsOf = (path: string): readonly string[] =>
  path.split('/').filter((segment) => segment !== '');

const isParameter = (text: string | undefined) => text !== undefined && /^\{[^{}]+\}$/.test(text);

const verbsOfItems: ReadonlySet<string | undefined> = new Set([
  'read',
  'update',
  'replace',
  'delete',
]);

/**
 * The ids that stand behind a verb, by the place before it: `{id}` for `orders` in
 * `orders/delete/{id}`.
 */
type Calls = ReadonlyMap<string, ReadonlySet<string>>;

function callsOf(paths: ReadonlySet<string>): Calls {
  const calls = new Map<string, Set<string>>();
  for (const path of paths) {
    const segments = textsOf(path);
    const [verb = '', id = ''] = segments.slice(-2);
    const holder = segments.slice(0, -2);
    if (!verbsOfItems.has(verbSegment(verb)) || !isParameter(id)) continue;
    if (!(isScope(holder, paths) || isHolder(holder, verb, paths))) continue;
    const place = holder.join('/');
    calls.set(place, (calls.get(place) ?? new Set()).add(id));
  }
  return calls;
}

/** Whether paths begin with a fixed text that holds more than what a verb applies to. */
function isHolder(holder: readonly string[], verb: string, paths: ReadonlySet<string>): boolean {
  if (holder.length === 0 || /[{}]/.test(holder.at(-1)!)) return false;
  const stem = `/${holder.join('/')}`;
  const own = `${stem}/${verb}/`;
  return [...paths].some(
    (path) => path === stem || (path.startsWith(`${stem}/`) && !path.startsWith(own)),
  );
}

/**
 * Whether a parameter in the middle only says where the items are: `builds/{appId}` in
 * `builds/{appId}/info/{buildId}`, if no path shows builds by `{appId}`.
 */
function isScope(holder: readonly string[], paths: ReadonlySet<string>): boolean {
  const above = holder.slice(0, -1);
  const isWithin = isParameter(holder.at(-1)) && above.length > 0 && !isParameter(above.at(-1));
  return isWithin && !paths.has(`/${holder.join('/')}`) && !paths.has(`/${above.join('/')}`);
}

/**
 * `orders/delete/{id}` means the same as `orders/{id}/delete`. So does `rooms/suspend/{roomId}`, if
 * there is `rooms/get/{roomId}`.
 */
function withVerbLast(segments: readonly string[], calls: Calls): readonly string[] {
  const [verb = '', id = ''] = segments.slice(-2);
  const holder = segments.slice(0, -2);
  const isCall = calls.get(holder.join('/'))?.has(id) === true && !/[{}]/.test(verb);
  const isVerb = verbsOfItems.has(verbSegment(verb)) || !/^\{(?:id|uuid|key|name)\}$/i.test(id);
  return isCall && isVerb ? [...holder, id, verb] : segments;
}

/** `builds/{appId}/create` means the same as `{appId}/builds/create`. */
function withScopeFirst(segments: readonly string[], calls: Calls): readonly string[] {
  const at = segments.findIndex(
    (text, index) => isParameter(text) && calls.has(segments.slice(0, index + 1).join('/')),
  );
  if (at === -1) return segments;
  const start = segments.slice(0, at).findLastIndex(isParameter) + 1;
  const [outer, noun] = [segments.slice(0, start), segments.slice(start, at)];
  return [...outer, segments[at]!, ...noun, ...segments.slice(at + 1)];
}

/**
 * Whether a query in a path only says how to show something: `beta=true`, `api-version=2024-10-01`.
 * `acl` is a part of the item, and `Action=Stop` is another operation.
 */
function isSetting(query: string): boolean {
  return query.split('&').every((pair) => /^[^=]+=(?:true|false|v?\d[\w.-]*)$/i.test(pair));
}

/** In `users.list`, the verb belongs to users. */
function methodName(segment: string): readonly string[] | undefined {
  const found = /^([\w.-]+)\.(\w+)$/.exec(segment);
  return found !== null && verbSegment(found[2]!) !== undefined ? found : undefined;
}

function segmentOf(text: string): Segment {
  const name = /^\{([^{}]+)\}$/.exec(text)?.[1];
  return name === undefined ? fixed(text) : parameter(name);
}

function fixed(text: string): Segment {
  return { text, parameter: undefined };
}

function parameter(name: string): Segment {
  return { text: undefined, parameter: name };
}
