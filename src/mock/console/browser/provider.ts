import type { Tools } from './tools.ts';

interface Shown {
  readonly onViolation: string;
  readonly mockMissing: readonly number[];
  readonly operations: readonly {
    readonly id: string;
    readonly api: string;
    readonly method: string;
    readonly path: string;
    readonly answeredBy: string;
  }[];
}

/** Shows and switches what a proxy does with exchanges. It runs in the page. */
export function provider(tools: Tools): void {
  const section = document.querySelector<HTMLElement>('#provider');
  if (section === null) return;
  const { fetchText, element, attempt } = tools;
  const part = <T extends HTMLElement>(name: string) => section.querySelector<T>(name)!;
  const onViolation = part<HTMLSelectElement>('[name=onViolation]');
  const missing = part<HTMLInputElement>('[name=mockMissing]');
  const filter = part<HTMLInputElement>('[name=text]');
  const list = part('.operations');
  const nowViolations = document.querySelector<HTMLElement>('#now-violations')!;
  const nowMocked = document.querySelector<HTMLElement>('#now-mocked')!;
  const selects = new Map<string, HTMLSelectElement>();
  const rows: { readonly row: HTMLElement; readonly text: string }[] = [];

  const answers = { auto: 'provider, else mock', pass: 'provider', mock: 'mock' };
  const ways: Record<string, string> = { log: 'logged', header: 'get a header', block: 'blocked' };

  function now(place: HTMLElement, text: string, isOn: boolean): void {
    place.textContent = text;
    place.classList.toggle('on', isOn);
  }

  function show({ operations, ...settings }: Shown): void {
    const mocked = operations.filter(({ answeredBy }) => answeredBy === 'mock').length;
    const statuses = settings.mockMissing.join(', ');
    now(nowViolations, ways[settings.onViolation] ?? '', settings.onViolation !== 'log');
    const count = mocked === 0 ? '' : `${mocked} ${mocked === 1 ? 'operation' : 'operations'}`;
    const what = [count, statuses].filter(Boolean).join(', ');
    now(nowMocked, what === '' ? 'none' : what, what !== '');
    onViolation.value = settings.onViolation;
    if (document.activeElement !== missing) missing.value = statuses;
    if (rows.length === 0) list.replaceChildren(...operations.map(rowOf));
    for (const { id, answeredBy } of operations) {
      const select = selects.get(id);
      if (select === undefined) continue;
      select.value = answeredBy;
      // Without statuses, the mock never replaces the provider.
      select.options[0]!.textContent = statuses === '' ? 'provider (default)' : answers.auto;
    }
  }

  function rowOf({ id, api, method, path }: Shown['operations'][number]): HTMLElement {
    const row = element('li');
    const names = element('span', 'names');
    const known = /^(?:GET|POST|PUT|PATCH|DELETE)$/.test(method) ? ` ${method.toLowerCase()}` : '';
    names.append(element('b', `method${known}`, method), ' ', element('code', '', path), ' ');
    names.append(element('span', '', id));
    const select = element('select');
    select.setAttribute('aria-label', `Who answers ${id}`);
    for (const [value, text] of Object.entries(answers)) {
      const option = element('option', '', text);
      option.value = value;
      select.append(option);
    }
    select.addEventListener('change', () =>
      put({ operations: { [id]: select.value } }, `${id}: ${select.selectedOptions[0]?.text}`),
    );
    selects.set(id, select);
    row.append(names, select);
    rows.push({ row, text: `${method} ${path} ${id} ${api}`.toLowerCase() });
    return row;
  }

  function put(settings: object, text: string): Promise<void> {
    return attempt(async () => {
      try {
        show(JSON.parse(await fetchText('provider', 'PUT', JSON.stringify(settings))) as Shown);
      } catch (error) {
        await refresh();
        throw error;
      }
      return text;
    });
  }

  async function refresh(): Promise<undefined> {
    show(JSON.parse(await fetchText('provider')) as Shown);
    return undefined;
  }

  onViolation.addEventListener('change', () =>
    put(
      { onViolation: onViolation.value },
      `Exchanges that break the contract ${onViolation.selectedOptions[0]?.text}.`,
    ),
  );
  missing.addEventListener('change', () => {
    const statuses = missing.value.split(/[\s,]+/).filter(Boolean);
    const text = statuses.length === 0 ? 'no status' : statuses.join(', ');
    void put({ mockMissing: statuses.map(Number) }, `The mock answers in place of ${text}.`);
  });
  filter.addEventListener('input', () => {
    const words = filter.value.toLowerCase().split(/\s+/);
    for (const { row, text } of rows) row.hidden = !words.every((word) => text.includes(word));
  });
  document.querySelector('#proxy-reset')?.addEventListener('click', () =>
    attempt(async () => {
      await fetchText('provider', 'DELETE');
      await refresh();
      return 'All settings are as they were at the start.';
    }),
  );
  void attempt(refresh);
  // Others switch too: a test, a command.
  setInterval(() => document.visibilityState === 'visible' && void attempt(refresh), 3000);
}
