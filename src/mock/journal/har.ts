import { type Archived, harEntry, harOf } from '../../recording/har-entry.ts';
import { readVersion } from '../../report/version.ts';
import type { ShownEntry } from './shown.ts';

/** Entries of the journal as an HTTP Archive (HAR 1.2), the oldest first. */
export function journalHar(entries: readonly ShownEntry[], origin: string): unknown {
  const archive = entries
    .toSorted((a, b) => a.id - b.id)
    .map((entry) => ({
      ...harEntry(archived(entry, origin)),
      _operation: entry.operation,
      _findings: entry.findings,
      _trail: entry.trail,
    }));
  return harOf(archive, readVersion());
}

function archived({ time, milliseconds, request, response }: ShownEntry, origin: string): Archived {
  const { method, target } = request;
  return {
    ...{ time, milliseconds },
    request: { ...contentOf(request), method, url: urlOf(target, origin) },
    response: { ...contentOf(response), status: response.status },
  };
}

/** A request that the mock itself sent has a whole URL. */
function urlOf(target: string, origin: string): string {
  return target.startsWith('/') ? origin + target : target;
}

function contentOf(message: ShownEntry['request'] | ShownEntry['response']) {
  const { headers, size, isCut } = message;
  return { headers, size, content: isCut ? undefined : message };
}
