import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { Api } from '../api/model.ts';
import { isObject, type JsonObject } from '../api/node.ts';
import { fileReason } from '../file-trouble.ts';
import { thrownMessage } from '../thrown-message.ts';

/** The sources of a contract's statements, from the `evidence.yaml` beside it. */
export interface Evidence {
  readonly statements: readonly Statement[];
  readonly conflicts: readonly Conflict[];
}

/** The source of a statement at a place of the contract. */
export interface Statement {
  /** A JSON Pointer into the contract. */
  readonly pointer: string;
  /** A keyword of the object with its own source. */
  readonly facet: string | undefined;
  /** `documented`, `corroborated`, `assumed`, or the authors' own word. */
  readonly status: string;
  /** The heading of the place in the provider's documentation. */
  readonly section: string | undefined;
  readonly note: string | undefined;
  readonly conflicts: readonly string[];
}

/** Contradicting statements, and how they were settled. */
export interface Conflict {
  readonly id: string;
  readonly between: readonly string[];
  readonly settled: string;
  readonly touches: readonly string[];
}

export type ReadEvidence =
  | { readonly ok: true; readonly evidence: Evidence | undefined }
  | { readonly ok: false; readonly reason: string };

/** The evidence of a contract in an optional file. */
export async function readEvidence({ root }: Api): Promise<ReadEvidence> {
  if (!root.uri.startsWith('file:')) return { ok: true, evidence: undefined };
  const file = new URL('evidence.yaml', root.uri);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { ok: true, evidence: undefined };
    return { ok: false, reason: fileReason(error) ?? message };
  }
  return parseEvidence(text);
}

/** Reads the text of an `evidence.yaml`. */
export function parseEvidence(text: string): ReadEvidence {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    const reason = thrownMessage(error).split('\n', 1)[0]!;
    return { ok: false, reason };
  }
  if (!isObject(value) || !isObject(value.evidence)) {
    return { ok: false, reason: 'it has no mapping `evidence` from JSON Pointers to sources' };
  }
  const statements = Object.entries(value.evidence).flatMap(([pointer, entry]) =>
    isObject(entry) ? statementsAt(pointer, entry) : [],
  );
  const conflicts = Object.entries(isObject(value.conflicts) ? value.conflicts : {}).flatMap(
    ([id, conflict]) => (isObject(conflict) ? [conflictOf(id, conflict)] : []),
  );
  return { ok: true, evidence: { statements, conflicts } };
}

function statementsAt(pointer: string, entry: JsonObject): readonly Statement[] {
  const own = statement(pointer, undefined, entry);
  const facets = isObject(entry.facets) ? Object.entries(entry.facets) : [];
  return [
    own,
    ...facets.map(([name, facet]) =>
      // The word alone means the place of the whole entry.
      isObject(facet)
        ? statement(pointer, name, facet)
        : { ...own, facet: name, status: String(facet), note: undefined, conflicts: [] },
    ),
  ];
}

function statement(pointer: string, facet: string | undefined, source: JsonObject): Statement {
  return {
    pointer,
    facet,
    status: textOf(source.status) ?? 'unknown',
    section: textOf(source.section),
    note: textOf(source.note),
    conflicts: texts(source.conflicts),
  };
}

function conflictOf(id: string, conflict: JsonObject): Conflict {
  const { between, settled, touches } = conflict;
  return { id, between: texts(between), settled: textOf(settled) ?? '', touches: texts(touches) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
