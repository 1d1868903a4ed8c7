import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Api } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { fileReason } from '../file-trouble.ts';
import { parseSource, type SourceDocument } from '../json/document.ts';
import { child, type Pointer, valueAt } from '../json/pointer.ts';
import type { Problem } from '../report/problems.ts';
import { done, type StepResult } from './step.ts';

const statuses = ['documented', 'corroborated', 'assumed'];

/**
 * Checks `evidence.yaml` beside a contract: its pointers resolve, each entry has a status, and each
 * conflict is described at its name and settled.
 */
export async function checkEvidence(api: Api, cwd: string): Promise<StepResult> {
  const skipped = (note: string): StepResult => ({
    step: 'evidence',
    verdict: 'skipped',
    problems: [],
    note,
  });
  if (!api.root.uri.startsWith('file:')) return skipped('the contract is not a file');
  const uri = new URL('evidence.yaml', api.root.uri);
  let text: string;
  try {
    text = await readFile(uri, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return skipped('there is no evidence.yaml');
    return {
      ...skipped(`evidence.yaml cannot be read: ${fileReason(error) ?? message}`),
      verdict: 'inconclusive',
    };
  }
  const label = path.relative(cwd, fileURLToPath(uri));
  const parsed = parseSource(uri.href, label, text);
  if (!parsed.ok) {
    return { ...skipped(`${label} cannot be read: ${parsed.reason}`), verdict: 'inconclusive' };
  }
  return done('evidence', troublesOf(parsed.document, api.root.value));
}

function troublesOf(evidence: SourceDocument, contract: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  const add = (pointer: Pointer, message: string) => {
    const { line, column } = evidence.position(pointer);
    const place = { file: evidence.label, line, column };
    problems.push({ ...place, severity: 'error', rule: 'evidence', message });
  };
  const { value } = evidence;
  if (!isObject(value) || !isObject(value.evidence)) {
    add('', 'there is no mapping `evidence` from JSON Pointers to sources');
    return problems;
  }
  const conflicts = isObject(value.conflicts) ? value.conflicts : {};
  const named = new Set<string>();
  const addSource = (at: Pointer, source: unknown, what: string) => {
    if (!isObject(source) || !statuses.includes(String(source.status))) {
      add(at, `${what} has no status: ${statuses.join(', ')}`);
      return;
    }
    for (const id of Array.isArray(source.conflicts) ? source.conflicts : []) {
      named.add(String(id));
      if (!Object.hasOwn(conflicts, String(id))) add(at, `the conflict "${id}" is not described`);
    }
  };

  for (const [pointer, entry] of Object.entries(value.evidence)) {
    const at = child('/evidence', pointer);
    const subject =
      pointer === '' || pointer.startsWith('/') ? valueAt(contract, pointer) : undefined;
    if (subject === undefined) add(at, `the contract has nothing at "${pointer}"`);
    addSource(at, entry, `"${pointer}"`);
    const facets = isObject(entry) && isObject(entry.facets) ? entry.facets : {};
    for (const [keyword, facet] of Object.entries(facets)) {
      const facetAt = child(child(at, 'facets'), keyword);
      if (isObject(subject) && !Object.hasOwn(subject, keyword)) {
        add(facetAt, `the contract has no "${keyword}" at "${pointer}"`);
      }
      if (facet !== 'documented') addSource(facetAt, facet, `"${keyword}" of "${pointer}"`);
    }
  }
  for (const [id, conflict] of Object.entries(conflicts)) {
    const at = child('/conflicts', id);
    const { settled } = Object(conflict) as { readonly settled?: unknown };
    if (typeof settled !== 'string' || settled === '')
      add(at, `the conflict "${id}" is not settled`);
    if (!named.has(id)) add(at, `the conflict "${id}" touches nothing of \`evidence\``);
  }
  return problems;
}
