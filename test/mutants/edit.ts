import type { Incoming } from './http.ts';

/** A request that an edit may change: its JSON if it has any, else its bytes. */
export interface Draft {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string | undefined>;
  // biome-ignore lint/suspicious/noExplicitAny: faults and witnesses reach into any body.
  json?: any;
  body: Buffer;
}

export type Edit = (draft: Draft) => void;

/** A changed copy of a request. */
export function edited(request: Incoming, edit: Edit): Incoming {
  const draft: Draft = { ...request, headers: { ...request.headers } };
  const isJson = /json/.test(request.headers['content-type'] ?? '');
  const before = isJson ? normalized(request.body) : undefined;
  if (before !== undefined) draft.json = JSON.parse(before);
  try {
    edit(draft);
  } catch {
    // The edit does not fit the body, which stays unchanged.
    return request;
  }
  const { json, ...rest } = draft;
  const after = json === undefined ? before : JSON.stringify(json);
  return after === before ? rest : { ...rest, body: Buffer.from(after ?? '') };
}

function normalized(body: Buffer): string | undefined {
  try {
    return JSON.stringify(JSON.parse(body.toString()));
  } catch {
    return undefined;
  }
}

/** A request from its method and target: `POST /parts?limit=5`. */
export function request(line: string, headers: Incoming['headers'] = {}, body = ''): Incoming {
  const [method = '', target = ''] = line.split(' ');
  const [path = '', query = ''] = target.split('?');
  return { method, path, query, headers, body: Buffer.from(body) };
}

/** Sets a member of the JSON body. */
export const set =
  (name: string, value: unknown): Edit =>
  ({ json }) => {
    json[name] = value;
  };

/** Replaces a bad value of a member with the good one, or removes the member if there is none. */
export const mend =
  (name: string, isBad: (value: never) => boolean, good?: unknown): Edit =>
  ({ json }) => {
    if (!Object.hasOwn(json, name) || !isBad(json[name] as never)) return;
    if (good === undefined) delete json[name];
    else json[name] = good;
  };

/** Adds a member to the JSON body if it is missing. */
export const fill =
  (name: string, value: unknown): Edit =>
  ({ json }) => {
    if (!Object.hasOwn(json, name)) json[name] = value;
  };

/** Replaces the body and its Content-Type; a type of `undefined` removes the field. */
export const toBytes =
  (type: string | undefined, text: string): Edit =>
  (draft) => {
    delete draft.json;
    draft.body = Buffer.from(text);
    if (type === undefined) delete draft.headers['content-type'];
    else draft.headers['content-type'] = type;
  };

/** Whether the body is a JSON text. */
export function isReadable({ body }: Draft): boolean {
  try {
    JSON.parse(body.toString());
    return true;
  } catch {
    return false;
  }
}
