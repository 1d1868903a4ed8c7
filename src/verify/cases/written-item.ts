import type { Operation } from '../../api/model.ts';
import type { RequestDraft } from '../../example/draft.ts';
import type { Case, StateCheck, Step } from '../case.ts';
import { type ChangeExtent, changedBody } from './changed-body.ts';
import { changesTag } from './conditional-reads.ts';
import { type Crud, chainId } from './crud-operations.ts';
import { describesProperty, mayBeDefault, namesIn, writable } from './item-properties.ts';
import type { Planning } from './planning.ts';
import { tellsWhatItDid } from './put-status.ts';
import { linksOf, type Relation } from './relations.ts';
import { bothOf, dropsRest, keepsRest, putLinkOf, showsWritten, stateLinkOf } from './state.ts';
import { chainCase, nextStep } from './steps.ts';
import { isStillThere } from './still-there.ts';
import { validRequestsOf } from './valid-request.ts';

/** A write to a created item, and what later answers must show. */
interface Writing {
  readonly own: RequestDraft;
  /** The names of the properties that it writes. */
  readonly named: readonly string[];
  readonly step: (state?: StateCheck) => Step;
}

function writeOf(
  relation: Relation,
  { whole }: Crud,
  extent: ChangeExtent,
  planning: Planning,
): Writing | undefined {
  const { target } = relation;
  const [own] = validRequestsOf(target, planning);
  if (own === undefined) return undefined;
  const body = changedBody(own, whole, extent, planning);
  return {
    own,
    named: namesIn({ ...own, body }, planning),
    step: (state) =>
      nextStep(relation, 0, planning, { kind: 'accepted', ...(state && { state }) }, { body }),
  };
}

export function* replaceCases(crud: Crud, planning: Planning): Iterable<Case> {
  const { create, first, operations, shown } = crud;
  const { replace, read } = operations;
  const write = replace && writeOf(replace, crud, 'whole', planning);
  if (write === undefined) return;
  const { target } = replace!;
  const names = writable(write.own, planning);
  if (read !== undefined) {
    const stateLink = stateLinkOf(target, 2, readAfter(target, read, planning) ?? replace!);
    const describes = (name: string) => describesProperty(read.target, name, planning);
    const written = showsWritten({ stateLink, names, shown, before: 1, describes });
    const state = bothOf(written, changesTag(read.target, 1));
    const looking = nextStep(read, 0, planning, { kind: 'accepted' });
    const reading = nextStep(read, 0, planning, { kind: 'accepted', state });
    const id = chainId(create, ['replace', 'read'], planning);
    const there = isStillThere(create, target, 1);
    const writing = write.step(bothOf(tellsWhatItDid(target), there));
    const steps = [first, looking, writing, reading] as const;
    yield* chainCase(create, id, 'then replace it and read it', stateLink.at, steps, planning);
    yield* leastCases(crud, { write, names, replace: replace!, read }, planning);
  }
  const shows = showsWritten({ stateLink: putLinkOf(target, 1), names, shown });
  const twice = write.step(bothOf(shows, tellsWhatItDid(target)));
  const id = chainId(create, ['replace', 'twice'], planning);
  const steps = [first, write.step(), twice] as const;
  yield* chainCase(create, id, 'then replace it twice', target.at, steps, planning);
}

/** After a full replacement, a minimal replacement removes the rest. */
function* leastCases(
  crud: Crud,
  replacing: {
    readonly write: Writing;
    readonly names: readonly string[];
    readonly replace: Relation;
    readonly read: Relation;
  },
  planning: Planning,
): Iterable<Case> {
  const { create, first, shown } = crud;
  const { write, names, replace, read } = replacing;
  const least = writeOf(replace, crud, 'least', planning);
  if (least === undefined || write.named.every((name) => least.named.includes(name))) return;
  const stateLink = stateLinkOf(
    replace.target,
    3,
    readAfter(replace.target, read, planning) ?? replace,
  );
  const rest = names.filter((name) => !mayBeDefault(write.own, name, planning));
  const state = dropsRest({ stateLink, names, shown }, rest, 1, 2);
  const looking = nextStep(read, 0, planning, { kind: 'accepted' });
  const reading = nextStep(read, 0, planning, { kind: 'accepted', state });
  const id = chainId(create, ['replace', 'least'], planning);
  const title = 'then replace all of it, then with the least, and read it';
  const steps = [first, write.step(), looking, least.step(), reading] as const;
  yield* chainCase(create, id, title, stateLink.at, steps, planning);
}

export function* changeCases(crud: Crud, planning: Planning): Iterable<Case> {
  const { create, first, base, operations, shown } = crud;
  const { change, read } = operations;
  if (change === undefined || read === undefined) return;
  for (const extent of ['least', 'whole'] as const) {
    const write = writeOf(change, crud, extent, planning);
    if (write === undefined) return;
    const { own, named, step } = write;
    const { target } = change;
    const stateLink = stateLinkOf(target, 2, readAfter(target, read, planning) ?? change);
    const kept = writable(base, planning).filter((name) => !named.includes(name));
    const isMerged = isMergePatch(own);
    const rest = { ...stateLink, severity: isMerged ? 'violation' : 'advisory' } as const;
    const there = isStillThere(create, target, 1);
    const changing = step(isMerged ? bothOf(there, keepsRest(rest, kept, shown, 1)) : there);
    const written = showsWritten({ stateLink, names: writable(own, planning), shown, before: 1 });
    const tagged = bothOf(written, changesTag(read.target, 1));
    const state = bothOf(tagged, keepsRest(rest, kept, shown, 1));
    const looking = nextStep(read, 0, planning, { kind: 'accepted' });
    const reading = nextStep(read, 0, planning, { kind: 'accepted', state });
    const tokens = extent === 'least' ? ['change', 'read'] : ['change', 'all'];
    const title =
      extent === 'least' ? 'then change it and read it' : 'then change all of it and read it';
    const steps = [first, looking, changing, reading] as const;
    yield* chainCase(
      create,
      chainId(create, tokens, planning),
      title,
      stateLink.at,
      steps,
      planning,
    );
  }
}

/** The link from a write to the read of its item, if it has its own. */
function readAfter(
  write: Operation,
  read: Relation | undefined,
  { judge }: Planning,
): Relation | undefined {
  return linksOf(write, judge.api).find(({ target }) => target === read?.target);
}

/** RFC 7396: a merge patch leaves what it does not name. */
function isMergePatch({ body }: RequestDraft): boolean {
  return body !== undefined && 'media' in body && body.media.range.subtype === 'merge-patch+json';
}
