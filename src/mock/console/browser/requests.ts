import type { ShownEntry } from '../../journal/shown.ts';
import type { Tools } from './tools.ts';

/** Shows the exchanges of the journal as they arrive. It runs in the page. */
export function requests(tools: Tools): void {
  const section = document.querySelector<HTMLElement>('#requests');
  const list = section?.querySelector<HTMLElement>('.entries');
  if (!section || !list) return;
  const { fetchText, element, block, showMessage, attempt } = tools;
  const part = <T extends HTMLElement>(name: string) => section.querySelector<T>(name)!;
  const text = part<HTMLInputElement>('[name=text]');
  const verdict = part<HTMLSelectElement>('[name=verdict]');
  const status = part<HTMLSelectElement>('[name=status]');
  /** A proxy has no sessions. */
  const own = section.querySelector<HTMLInputElement>('[name=own]');
  const pause = part<HTMLButtonElement>('.pause');
  const connection = part<HTMLElement>('.connection');
  const none = part<HTMLElement>('.none');

  const most = 500;
  /** The newest first. */
  let entries: ShownEntry[] = [];
  const rows = new Map<number, HTMLElement>();
  /** Exchanges that arrived while the list was paused, or just now. */
  let waiting: ShownEntry[] = [];
  let isPaused = false;
  let isDue = false;

  const verdicts = {
    kept: '',
    broken: 'breaks the contract',
    unknown: 'not in the contract',
    skipped: 'not judged',
  };

  const whoAnswered: Partial<Record<ShownEntry['source'], string>> = {
    mock: 'by the mock',
    proxy: 'by the proxy',
    receiver: 'sent by the mock',
  };

  function isWanted(entry: ShownEntry): boolean {
    const { request, response, operation, session, api } = entry;
    if (verdict.value !== '' && entry.verdict !== verdict.value) return false;
    if (!String(response.status).startsWith(status.value)) return false;
    if (own?.checked && session !== tools.session()) return false;
    const all = [request.method, request.target, operation, session, api, response.status].join(
      ' ',
    );
    const words = text.value.toLowerCase().split(/\s+/);
    return words.every((word) => all.toLowerCase().includes(word));
  }

  function show(): void {
    let shown = 0;
    for (const entry of entries) {
      const row = rows.get(entry.id)!;
      row.hidden = !isWanted(entry);
      if (!row.hidden) shown += 1;
    }
    none.hidden = shown > 0;
    none.textContent =
      entries.length === 0 ? 'No request has come yet.' : 'No request is as you asked.';
  }

  function add(come: readonly ShownEntry[]): void {
    for (const entry of come) {
      if (rows.has(entry.id)) continue;
      const row = rowOf(entry);
      rows.set(entry.id, row);
      entries.unshift(entry);
      list!.prepend(row);
    }
    for (const { id } of entries.slice(most)) {
      rows.get(id)?.remove();
      rows.delete(id);
    }
    entries = entries.slice(0, most);
    show();
  }

  function rowOf(entry: ShownEntry): HTMLElement {
    const { id, request, response, time, milliseconds, session, findings } = entry;
    const row = element('li');
    const details = element('details', `entry ${entry.verdict}`);
    details.dataset.id = String(id);
    const summary = element('summary');
    const names = element('span', 'names');
    names.append(methodOf(request.method), ' ', element('code', '', request.target));
    const facts = element('span', 'facts');
    const code = response.status === 0 ? 'no answer' : String(response.status);
    facts.append(element('b', `status s${code[0]}`, code));
    const word = verdicts[entry.verdict];
    if (word !== '') facts.append(element('em', 'verdict', word));
    else if (findings.length > 0) facts.append(element('em', 'note', `${findings.length} noted`));
    const by = whoAnswered[entry.source];
    if (by !== undefined) facts.append(element('em', 'note', by));
    if (session !== '') facts.append(element('span', 'session', session));
    const clock = element('time', '', new Date(time).toLocaleTimeString());
    clock.dateTime = time;
    facts.append(clock, element('small', '', `${milliseconds.toFixed(1)} ms`));
    summary.append(names, facts);
    details.append(summary);
    details.addEventListener('toggle', () => {
      if (details.open && details.childElementCount === 1) details.append(insideOf(entry));
    });
    row.append(details);
    return row;
  }

  function methodOf(method: string): HTMLElement {
    const known = /^(?:GET|POST|PUT|PATCH|DELETE)$/.test(method) ? ` ${method.toLowerCase()}` : '';
    return element('b', `method${known}`, method);
  }

  function insideOf({ id, findings, trail, request, response }: ShownEntry): HTMLElement {
    const inside = element('div', 'inside');
    if (findings.length > 0) {
      const all = element('ul', 'findings');
      for (const { severity, message, at, code } of findings) {
        const item = element('li');
        item.append(element('b', `severity ${severity}`, severity), ` ${message} `);
        item.append(element('small', '', [code, at].filter(Boolean).join(' · ')));
        all.append(item);
      }
      inside.append(element('h3', '', 'Findings'), all);
    }
    const steps = element('dl', 'steps');
    for (const { step, text: words, at } of trail) {
      const shownText = element('dd', '', words);
      if (at !== undefined) shownText.append(' ', element('small', '', at));
      steps.append(element('dt', '', step), shownText);
    }
    const messages = element('div', 'messages');
    const sent = element('section');
    const line = `${request.method} ${request.target}`;
    sent.append(element('h3', '', 'Request'), block('the request', messageText(line, request)));
    const given = element('section');
    const first = response.status === 0 ? 'no answer' : `HTTP ${response.status}`;
    given.append(element('h3', '', 'Answer'), block('the answer', messageText(first, response)));
    messages.append(sent, given);
    const curl = element('div', 'curl');
    inside.append(element('h3', '', 'Why this answer'), steps, messages, curl);
    void attempt(async () => {
      const command = await fetchText(`journal/${id}?format=curl`);
      curl.append(element('h3', '', 'Again, as curl'), block('the curl command', command));
      return undefined;
    });
    return inside;
  }

  function messageText(
    first: string,
    message: ShownEntry['request'] | ShownEntry['response'],
  ): string {
    const fields = Object.entries(message.headers).flatMap(([name, value]) =>
      [value ?? ''].flat().map((one) => `${name}: ${one}`),
    );
    return [first, ...fields, '', bodyText(message)].join('\n').trimEnd();
  }

  function bodyText(message: ShownEntry['request'] | ShownEntry['response']): string {
    const { size, isCut } = message;
    const rest = isCut ? `\n… (${size} bytes in all)` : '';
    if (!('body' in message)) return `(${size} bytes, base64)\n${message.bodyBase64}${rest}`;
    try {
      return JSON.stringify(tools.parse(message.body), null, 2) + rest;
    } catch {
      return message.body + rest;
    }
  }

  function come(): void {
    isDue = false;
    if (isPaused) {
      pause.textContent = `Go on (${waiting.length})`;
      return;
    }
    const all = waiting;
    waiting = [];
    if (all.length === 0) return;
    add(all.slice(-most));
    // The status text of another part of the console must stay.
    if (section!.hidden) return;
    const broken = all.filter((entry) => entry.verdict !== 'kept').length;
    const which = broken === 0 ? '' : `, ${broken} outside of the contract`;
    showMessage(`${all.length} new ${all.length === 1 ? 'request' : 'requests'}${which}`);
  }

  function follow(after: number): void {
    const source = new EventSource(`journal?after=${after}`);
    source.addEventListener('exchange', (event) => {
      waiting.push(JSON.parse(event.data) as ShownEntry);
      if (waiting.length > most) waiting = waiting.slice(-most);
      if (isDue) return;
      isDue = true;
      setTimeout(come, 150);
    });
    source.addEventListener('open', () => connected(true));
    source.addEventListener('error', () => connected(false));
    addEventListener('pagehide', () => source.close());
  }

  function connected(isThere: boolean): void {
    connection.textContent = isThere ? 'live' : 'not connected; trying again';
    connection.classList.toggle('trouble', !isThere);
  }

  pause.addEventListener('click', () => {
    isPaused = !isPaused;
    pause.setAttribute('aria-pressed', String(isPaused));
    pause.textContent = isPaused ? 'Go on' : 'Pause';
    come();
  });
  part('.clear').addEventListener('click', () =>
    attempt(async () => {
      await fetchText('journal', 'DELETE');
      entries = [];
      waiting = [];
      rows.clear();
      list.replaceChildren();
      show();
      return 'The journal is empty.';
    }),
  );
  for (const field of [text, verdict, status, own]) field?.addEventListener('input', show);
  tools.onChange(show);
  void attempt(async () => {
    const { entries: first } = JSON.parse(await fetchText(`journal?limit=${most}`)) as {
      readonly entries: readonly ShownEntry[];
    };
    add(first.toReversed());
    follow(first[0]?.id ?? 0);
    return undefined;
  });
}
