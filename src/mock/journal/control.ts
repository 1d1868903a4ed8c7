import { negotiate } from '../../http/accept.ts';
import { emptyBody, type HttpRequest, headerValue, splitTarget } from '../../http/exchange.ts';
import { parseMediaRange } from '../../http/media-type.ts';
import { doneAnswer, jsonAnswer, refuse, refuseMethod, textAnswer } from '../admin-answer.ts';
import type { DeliveredResponse } from '../delivery.ts';
import { originOf, ownPath } from '../own-answer.ts';
import { curlOfEntry } from './curl.ts';
import { followJournal } from './follow.ts';
import { journalHar } from './har.ts';
import type { Journal } from './journal.ts';
import { pageOf, readQuery } from './query.ts';
import { shownEntry } from './shown.ts';

const path = `${ownPath}/journal`;

const forms = ['application/json', 'text/event-stream'].map((name) => parseMediaRange(name)!);

/**
 * Shows or clears the journal: pages as JSON or HAR, one entry, or new entries if the request
 * accepts `text/event-stream`.
 */
export function controlJournal(
  request: HttpRequest,
  journal: Journal,
  scheme: 'http' | 'https',
): DeliveredResponse {
  const { method, headers, target } = request;
  const { path: requestedPath, query } = splitTarget(target);
  const id = requestedPath.slice(path.length + 1);
  if (id !== '') {
    if (!['GET', 'HEAD'].includes(method)) return refuseMethod(['GET', 'HEAD']);
    const entry = journal.entry(Number(id));
    if (entry === undefined) return refuse(404, 'Not Found', `the journal has no entry "${id}"`);
    const shown = shownEntry(entry);
    const isCurl = new URLSearchParams(query).get('format') === 'curl';
    return isCurl ? textAnswer(curlOfEntry(shown, originOf(request, scheme))) : jsonAnswer(shown);
  }
  if (method === 'DELETE') {
    journal.clear();
    return doneAnswer();
  }
  if (!['GET', 'HEAD'].includes(method)) return refuseMethod(['GET', 'HEAD', 'DELETE']);
  const read = readQuery(query);
  if (!read.ok) return refuse(400, 'Bad Request', read.reason);
  if (method === 'GET' && negotiate(headerValue(headers, 'accept'), forms)[0] === 1) {
    const last = headerValue(headers, 'last-event-id') ?? '';
    const after = /^\d{1,15}$/.test(last) ? Number(last) : read.after;
    return {
      status: 200,
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
      body: emptyBody,
      delivery: followJournal(journal, after, read.matches),
    };
  }
  const { entries, next } = pageOf(journal.entries(), read);
  const shown = entries.map(shownEntry);
  if (read.isHar) {
    return jsonAnswer(journalHar(shown, originOf(request, scheme)));
  }
  return jsonAnswer({ entries: shown, ...(next !== undefined && { next: `${path}?${next}` }) });
}
