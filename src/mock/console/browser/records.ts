import type { Tools } from './tools.ts';

/** An item as `GET /__specwright/state` shows it. */
interface Kept {
  readonly id: string;
  readonly parents?: Readonly<Record<string, string>>;
  readonly value: unknown;
}
type Contents = Record<string, Record<string, Kept[]>>;

/** Shows the items of a session as tables, and edits them. It runs in the page. */
export function records(tools: Tools): void {
  const section = document.querySelector<HTMLElement>('#state');
  const tables = section?.querySelector<HTMLElement>('.tables');
  if (!section || !tables) return;
  const { fetchText, element, button, attempt } = tools;
  const dialog = section.querySelector('dialog')!;
  const text = dialog.querySelector('textarea')!;
  const title = dialog.querySelector('h3')!;
  const trouble = dialog.querySelector<HTMLElement>('.trouble')!;
  const file = section.querySelector<HTMLInputElement>('[type=file]')!;
  let save: (value: unknown) => Promise<void> = async () => {};

  /** Members that a table has room for. */
  const most = 4;

  async function contents(): Promise<Contents> {
    return tools.parse(await fetchText('state')) as Contents;
  }

  function show(all: Contents): void {
    const made = Object.entries(all).flatMap(([api, resources]) =>
      Object.entries(resources).map(([resource, items]) => tableOf(api, resource, items)),
    );
    const none = element('p', 'none', 'Nothing is kept.');
    tables!.replaceChildren(...(made.length === 0 ? [none] : made));
  }

  function tableOf(api: string, resource: string, items: readonly Kept[]): HTMLElement {
    const names = [...new Set(items.flatMap(({ value }) => plainNames(value)))].slice(0, most);
    const scroll = element('div', 'scroll');
    scroll.tabIndex = 0;
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', `${api}: ${resource}`);
    const table = element('table');
    table.append(element('caption', '', `${api}: ${resource} (${items.length})`));
    const head = element('tr');
    for (const name of ['id', ...names, 'actions']) {
      const cell = element('th', '', name);
      cell.scope = 'col';
      head.append(cell);
    }
    const top = element('thead');
    top.append(head);
    const body = element('tbody');
    for (const item of items) body.append(rowOf(api, resource, item, names));
    table.append(top, body);
    scroll.append(table);
    return scroll;
  }

  function plainNames(value: unknown): readonly string[] {
    if (typeof value !== 'object' || value === null) return [];
    const plain = ([name, one]: [string, unknown]) =>
      name !== 'id' && (typeof one !== 'object' || one === null);
    return Object.entries(value)
      .filter(plain)
      .map(([name]) => name);
  }

  function rowOf(api: string, resource: string, item: Kept, names: readonly string[]): HTMLElement {
    const row = element('tr');
    const parents = Object.entries(item.parents ?? {}).map(([name, id]) => `${name} ${id}`);
    const first = element('td');
    first.append(element('code', '', item.id), ' ', element('small', '', parents.join(', ')));
    row.append(first);
    for (const name of names) row.append(element('td', '', shown(item.value, name)));
    const acts = element('td', 'acts');
    const edit = button('Edit', () => open(api, resource, item));
    edit.setAttribute('aria-label', `Edit ${item.id} of ${resource}`);
    const remove = button('Delete', () =>
      attempt(async () => {
        await change(api, resource, item, () => []);
        return `${item.id} of ${resource} is deleted.`;
      }),
    );
    remove.setAttribute('aria-label', `Delete ${item.id} of ${resource}`);
    acts.append(edit, ' ', remove);
    row.append(acts);
    return row;
  }

  function shown(value: unknown, name: string): string {
    const record = value as Readonly<Record<string, unknown>> | null;
    const has = typeof record === 'object' && record !== null && Object.hasOwn(record, name);
    return has ? String(record[name]).slice(0, 80) : '';
  }

  /** Changes the current item, so that other people's changes stay. */
  async function change(
    api: string,
    resource: string,
    item: Kept,
    replace: (found: Kept) => readonly Kept[],
  ): Promise<void> {
    const all = await contents();
    const isMeant = (one: Kept) =>
      one.id === item.id && JSON.stringify(one.parents) === JSON.stringify(item.parents);
    const items = all[api]?.[resource] ?? [];
    if (!items.some(isMeant)) throw new Error(`there is no ${item.id} of ${resource} any more`);
    const next = items.flatMap((one) => (isMeant(one) ? replace(one) : [one]));
    const changed = { [api]: { ...all[api], [resource]: next } };
    await fetchText(`state?api=${encodeURIComponent(api)}`, 'PUT', JSON.stringify(changed));
    show(await contents());
  }

  function open(api: string, resource: string, item: Kept): void {
    title.textContent = `${item.id} of ${resource}`;
    text.value = JSON.stringify(item.value, null, 2);
    trouble.textContent = '';
    save = (value) => change(api, resource, item, (found) => [{ ...found, value }]);
    dialog.showModal();
  }

  async function refresh(): Promise<undefined> {
    show(await contents());
    return undefined;
  }

  dialog.querySelector('form')!.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      await save(tools.parse(text.value));
      dialog.close();
      tools.showMessage(`${title.textContent} is saved.`);
    } catch (error) {
      trouble.textContent = String(error);
    }
  });
  dialog.querySelector('.cancel')!.addEventListener('click', () => dialog.close());
  section.querySelector('.again')!.addEventListener('click', () => attempt(refresh));
  section.querySelector('.reset')!.addEventListener('click', () =>
    attempt(async () => {
      await fetchText('reset', 'POST');
      await refresh();
      return 'The state is the first content again.';
    }),
  );
  section.querySelector('.download')!.addEventListener('click', () =>
    attempt(async () => {
      const link = element('a');
      link.href = URL.createObjectURL(new Blob([await fetchText('state')]));
      link.download = 'state.json';
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      return undefined;
    }),
  );
  file.addEventListener('change', () =>
    attempt(async () => {
      const [chosen] = file.files ?? [];
      if (chosen === undefined) return undefined;
      const snapshot = await chosen.text();
      file.value = '';
      await fetchText('state', 'PUT', snapshot);
      await refresh();
      return `The state is that of ${chosen.name}.`;
    }),
  );
  tools.onChange(() => attempt(refresh));
  addEventListener('hashchange', () => location.hash === '#state' && void attempt(refresh));
  void attempt(refresh);
}
