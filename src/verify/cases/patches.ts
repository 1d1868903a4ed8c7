import { isObject, type JsonObject } from '../../api/node.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { finding, type Place, type Severity } from '../../finding.ts';
import { isPatchType } from '../../http/media-type.ts';
import { child } from '../../json/pointer.ts';
import { jsonPatch, mergePatch } from '../../resources/patch.ts';
import { isEqual } from '../../schema/equality.ts';
import type { Case, StateCheck } from '../case.ts';
import { differentFrom } from '../values/different.ts';
import { isValid } from '../values/subject.ts';
import { type Crud, chainId } from './crud-operations.ts';
import type { Planning } from './planning.ts';
import type { ShownItems } from './shown-item.ts';
import { chainCase, nextStep } from './steps.ts';
import { bodySubject } from './subjects.ts';
import { validRequestsOf } from './valid-request.ts';

/**
 * Patches whose effect their media type defines: a merge patch removes what is null and keeps the
 * rest of an object (RFC 7396), and a JSON patch applies each operation (RFC 6902).
 */
export function* patchCases(crud: Crud, planning: Planning): Iterable<Case> {
  const { create, first, operations, shown } = crud;
  const { change, read } = operations;
  if (change === undefined || read === undefined) return;
  for (const own of validRequestsOf(change.target, planning)) {
    for (const { token, title, body } of patchesOf(own, crud, planning)) {
      const looking = nextStep(read, 0, planning, { kind: 'accepted' });
      const changing = nextStep(change, 0, planning, { kind: 'accepted' }, { body });
      const state = isApplied(shown, change.target);
      const reading = nextStep(read, 0, planning, { kind: 'accepted', state });
      const id = chainId(create, ['change', token], planning);
      const steps = [first, looking, changing, reading] as const;
      yield* chainCase(create, id, title, change.target.at, steps, planning);
    }
  }
}

interface Patch {
  readonly token: string;
  readonly title: string;
  readonly body: NonNullable<RequestDraft['body']>;
}

function* patchesOf(own: RequestDraft, { whole }: Crud, planning: Planning): Iterable<Patch> {
  const { body, operation } = own;
  if (body === undefined || !('media' in body)) return;
  const { media } = body;
  const { subtype } = media.range;
  // RFC 6902 section 3: an array. Nothing says what other bodies of this media type do.
  if (isPatchType(media.range) && Array.isArray(body.value)) {
    yield { token: 'json-patch', title: 'then patch it and read it', body };
  }
  const written = whole.body && 'media' in whole.body ? whole.body.value : undefined;
  const subject = bodySubject(operation, media, planning);
  if (subtype !== 'merge-patch+json' || subject === undefined || !isObject(written)) return;
  const fits = (value: JsonObject) => Object.keys(value).length > 0 && isValid(subject, value);
  const members = Object.entries(written).filter(([, value]) => value !== null);
  const nulls = members.map(([name]) => [name, null] as const).filter((one) => fits(of(one)));
  if (fits(Object.fromEntries(nulls))) {
    const value = Object.fromEntries(nulls);
    yield {
      token: 'null',
      title: 'then remove what may be null and read it',
      body: { media, value },
    };
  }
  for (const [name, value] of members) {
    if (!isObject(value) || Object.keys(value).length < 2) continue;
    const parts = Object.entries(value).flatMap(([inner, was]) =>
      [null, ...differentFrom(was)].map((other) => ({ [name]: { [inner]: other } })),
    );
    const [changed, removed] = [false, true].map((isNull) =>
      parts.find((one) => (Object.values(one[name]!)[0] === null) === isNull && fits(one)),
    );
    if (changed !== undefined) {
      const title = `then change a part of its "${name}" and read it`;
      yield { token: `part/${name}`, title, body: { media, value: changed } };
    }
    if (removed !== undefined) {
      const title = `then remove a part of its "${name}" and read it`;
      yield { token: `part/${name}/null`, title, body: { media, value: removed } };
    }
  }
}

const of = (entry: readonly [string, unknown]): JsonObject => Object.fromEntries([entry]);

/** The item is as before, with the patch applied to it. */
function isApplied(shown: ShownItems, { id, at }: RequestDraft['operation']): StateCheck {
  return (judged, former) => {
    const [before, now] = [shown.answered(former[1]), shown.answered(judged)];
    const patch = former[2];
    if (before === undefined || now === undefined || patch === undefined) return [];
    if (patch.exchange.response.status === 202) return [];
    const sent = patch.request.body;
    const wanted = patched(before, sent);
    if (!isObject(wanted)) return [];
    return Object.keys({ ...before, ...wanted }).flatMap((name) => {
      const [was, should, is] = [before, wanted, now].map(
        (one) => (one as JsonObject)[name] ?? null,
      );
      if (isEqual(was, should) || isEqual(should, is)) return [];
      const isLost = isObject(should) && isObject(is) && losesPart(should, is);
      const severity: Severity = isEqual(was, is) || isLost ? 'violation' : 'advisory';
      const place: Place = { part: 'response', in: 'body', pointer: child('', name) };
      const args = { name: id, expected: should, received: is };
      return [{ ...finding('state-stale', at, place, args), severity }];
    });
  };
}

/** Whether a member that the patch leaves is missing. */
function losesPart(should: JsonObject, is: JsonObject): boolean {
  return Object.keys(should).some((name) => should[name] !== null && (is[name] ?? null) === null);
}

/** An item after a patch; `undefined` if the patch does not fit it. */
function patched(item: JsonObject, patch: unknown): unknown {
  if (!Array.isArray(patch)) return mergePatch(item, patch);
  const applied = jsonPatch(item, patch);
  return applied.ok ? applied.value : undefined;
}
