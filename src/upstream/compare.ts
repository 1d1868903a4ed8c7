import { type ApiDiff, diffApis } from '../diff/diff.ts';
import type { ChangePolicy } from '../diff/policy.ts';
import type { ApiEntry } from '../registry.ts';
import { messageWithPlace } from '../report/message.ts';
import { loadContract } from '../sources/contract.ts';
import { causeMessage } from '../thrown-message.ts';
import { type Fetched, fetchSource, isUnchanged, type Pin, sha256Of } from './pin.ts';

/** The state of a pinned document against its source. */
export interface UpstreamState {
  readonly api: string;
  readonly url: string;
  /** `approved`: the source has changed, and the project has approved each change. */
  readonly state: 'unchanged' | 'same contract' | 'approved' | 'changed' | 'unknown';
  readonly reason?: string;
  readonly diff?: ApiDiff;
}

export interface Comparison {
  readonly found: UpstreamState;
  /** The current source, if the project can take it over. */
  readonly source?: Fetched;
  /** Whether the document here differs from the pinned one. */
  readonly isEdited: boolean;
}

/** Compares a pinned document with its current source. */
export async function compareWithSource(
  entry: ApiEntry,
  pin: Pin,
  options: {
    readonly cwd: string;
    readonly allowRemote: boolean;
    readonly policy: ChangePolicy;
  },
  fields: Readonly<Record<string, string>> = {},
): Promise<Comparison> {
  const about = { api: entry.name, url: pin.url };
  const ended = (state: UpstreamState['state'], reason?: string): Comparison => ({
    found: { ...about, state, ...(reason !== undefined && { reason }) },
    isEdited: false,
  });
  const source = await fetchOrReason(pin.url, options.cwd, fields);
  if (typeof source === 'string') return ended('unknown', source);
  if (isUnchanged(pin, source)) return ended('unchanged');

  const here = await loadContract(entry, options);
  if (here.api === undefined) {
    return ended('unknown', 'the document here cannot be read');
  }
  const there = source.loaded;
  if (there.api === undefined || there.findings.length > 0) {
    const reason = 'it is not an OpenAPI document that can be read whole, so look at it yourself';
    return ended('changed', reason);
  }
  const diff = diffApis(here.api, there.api, { ...options.policy, baseFindings: here.findings });
  // A change counts even if other parts cannot be compared.
  const [problem] = [...diff.problems, ...(diff.changes.length === 0 ? diff.baseProblems : [])];
  if (problem !== undefined) {
    return ended('unknown', `not everything can be compared: ${messageWithPlace(problem)}`);
  }
  const isEdited = sha256Of(here.api.root.text) !== pin.sha256;
  const isKnown = diff.changes.every(({ approved }) => approved !== undefined);
  const state = diff.changes.length === 0 ? 'same contract' : isKnown ? 'approved' : 'changed';
  const reason = 'the document was edited after it was pinned, so the changes show the edits, too';
  return { found: { ...about, state, diff, ...(isEdited && { reason }) }, source, isEdited };
}

/** The current document at a URL, or the reason why fetching fails. */
export async function fetchOrReason(
  url: string,
  cwd: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Fetched | string> {
  try {
    return await fetchSource(url, cwd, fields);
  } catch (error) {
    return `cannot fetch "${url}": ${causeMessage(error)}`;
  }
}
