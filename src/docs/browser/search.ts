import type { Hit } from './find.ts';
import type { SearchEntry } from './search-entry.ts';

/** The words of the search, in the language of the pages. */
interface SearchWords {
  readonly search: string;
  readonly searchHint: string;
  readonly searchLoading: string;
  readonly searchFailed: string;
  readonly searchNothing: string;
  readonly searchCount: string;
  readonly searchKeys: string;
  readonly searchClose: string;
  readonly schema: string;
  readonly guide: string;
  readonly api: string;
  readonly parameter: string;
  readonly field: string;
  readonly deprecated: string;
}

/**
 * Finds pages of all APIs while the user types, from every page. Its index loads when it first
 * opens. It runs in the page, so it can use only its own code.
 */
export function search(words: SearchWords): void {
  const found = document.querySelector<HTMLButtonElement>('.bar .find');
  if (found === null) return;
  const opener: HTMLButtonElement = found;
  const { root = '', near } = opener.dataset;
  const given = globalThis as unknown as {
    specwright_find?: (query: string, near?: string) => readonly Hit[];
    specwright_searched?: readonly string[];
  };
  /** More hits than these do not help. */
  const most = 40;
  let dialog: HTMLDialogElement | undefined;
  let field!: HTMLInputElement;
  let list!: HTMLElement;
  let status!: HTMLElement;
  let chosen = 0;

  for (const button of document.querySelectorAll<HTMLElement>('.find')) {
    button.hidden = false;
    button.addEventListener('click', () => open(''));
  }
  document.addEventListener(
    'keydown',
    (event) => {
      const isTyping =
        event.target instanceof Element &&
        event.target.matches('input, textarea, select, [contenteditable]');
      const isSlash = event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey;
      const isKey = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
      if ((!isSlash && !isKey) || event.altKey || dialog?.open) return;
      event.preventDefault();
      event.stopPropagation();
      open('');
    },
    true,
  );
  const requestedQuery = new URLSearchParams(location.search).get('q');
  if (requestedQuery !== null) open(requestedQuery);

  function open(query: string): void {
    dialog ??= build();
    dialog.showModal();
    field.value = query;
    field.select();
    load();
    show();
  }

  function build(): HTMLDialogElement {
    const made = document.createElement('dialog');
    made.className = 'palette';
    made.setAttribute('aria-label', words.search);
    field = document.createElement('input');
    Object.assign(field, { type: 'search', placeholder: words.searchHint, autocomplete: 'off' });
    field.spellcheck = false;
    const attributes = {
      role: 'combobox',
      'aria-label': words.search,
      'aria-expanded': 'true',
      'aria-controls': 'hits',
      'aria-autocomplete': 'list',
    };
    for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);
    const close = part('button', '', 'close') as HTMLButtonElement;
    close.type = 'button';
    close.setAttribute('aria-label', words.searchClose);
    close.addEventListener('click', () => made.close());
    const head = part('div', '', 'head');
    head.append(field, close);
    status = part('p', '', 'count');
    status.setAttribute('role', 'status');
    list = part('div', '', 'hits');
    list.id = 'hits';
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', words.search);
    const foot = part('p', '', 'foot');
    foot.append(status, part('span', words.searchKeys, 'keys'));
    made.append(head, list, foot);
    document.body.append(made);
    field.addEventListener('input', () => {
      chosen = 0;
      show();
      keepQuery(field.value);
    });
    field.addEventListener('keydown', move);
    made.addEventListener('click', (event) => {
      if (event.target === made) made.close();
    });
    made.addEventListener('close', () => keepQuery(''));
    return made;
  }

  /** The query is part of the address, so that the back button restores it. */
  function keepQuery(query: string): void {
    const address = new URL(location.href);
    if (query === '') address.searchParams.delete('q');
    else address.searchParams.set('q', query);
    try {
      history.replaceState(null, '', address);
    } catch {
      // A page that is opened from a folder may not change its address.
    }
  }

  function load(): void {
    if (given.specwright_find !== undefined || document.querySelector('script.searched')) return;
    const script = document.createElement('script');
    script.className = 'searched';
    script.src = `${root}search.js`;
    script.addEventListener('load', show);
    script.addEventListener('error', () => {
      script.remove();
      status.textContent = words.searchFailed;
    });
    document.head.append(script);
  }

  function show(): void {
    const query = field.value.trim();
    const find = given.specwright_find;
    const hits = find === undefined || query === '' ? [] : find(query, near).slice(0, most);
    list.replaceChildren(...hits.map(item));
    list.hidden = hits.length === 0;
    choose(0);
    if (query === '') status.textContent = '';
    else if (find === undefined) status.textContent = words.searchLoading;
    else if (hits.length === 0) {
      status.textContent = words.searchNothing.replace('{query}', () => query);
    } else status.textContent = words.searchCount.replace('{count}', String(hits.length));
  }

  function move(event: KeyboardEvent): void {
    const links = list.querySelectorAll<HTMLElement>('a');
    if (event.key === 'Escape') {
      // The browser's search field would only clear itself.
      event.preventDefault();
      dialog?.close();
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      links[chosen]?.click();
    }
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step === undefined || links.length === 0) return;
    event.preventDefault();
    const next = chosen + step;
    const isSingle = Math.abs(step) === 1;
    choose(
      isSingle
        ? (next + links.length) % links.length
        : Math.min(Math.max(next, 0), links.length - 1),
    );
  }

  function choose(next: number): void {
    const links = list.querySelectorAll<HTMLElement>('a');
    chosen = next;
    for (const [index, link] of links.entries()) {
      link.setAttribute('aria-selected', String(index === chosen));
    }
    const link = links[chosen];
    if (link === undefined) field.removeAttribute('aria-activedescendant');
    else field.setAttribute('aria-activedescendant', link.id);
    link?.scrollIntoView({ block: 'nearest' });
  }

  function item({ entry, because, where }: Hit, index: number): HTMLElement {
    const { title, href, method, path, deprecated } = entry;
    const link = document.createElement('a');
    link.href = root + href.split('/').map(encodeURIComponent).join('/');
    link.id = `hit-${index}`;
    link.tabIndex = -1;
    link.setAttribute('role', 'option');
    link.append(badge(entry), ' ');
    const name = part('span', '', 'title');
    if (title === `${method} ${path}`) name.append(part('code', path!, ''));
    else name.append(...marked(title));
    if (deprecated) name.append(' ', part('em', words.deprecated, ''));
    link.append(name, ' ');
    const about = part('span', '', 'about');
    if (method !== undefined && title !== `${method} ${path}`)
      about.append(part('code', path!, ''));
    else if (method === undefined) about.append(entry.text);
    link.append(about);
    if (because !== undefined) {
      const kind = where === 'parameter' ? words.parameter : where === 'field' ? words.field : '';
      const reason = part('span', kind === '' ? '' : `${kind} `, 'because');
      reason.append(part('code', because, ''));
      link.append(' ', reason);
    }
    const apis = given.specwright_searched ?? [];
    if (apis.length > 1 && entry.api !== undefined && entry.kind !== 'api') {
      link.append(' ', part('small', apis[entry.api] ?? '', ''));
    }
    link.addEventListener('mousemove', () => {
      if (chosen !== index) choose(index);
    });
    return link;
  }

  function badge({ kind, method }: SearchEntry): HTMLElement {
    if (method !== undefined) return part('b', method, `method ${method.toLowerCase()}`);
    const kinds = { schema: words.schema, guide: words.guide, api: words.api, operation: '' };
    return part('b', kinds[kind], 'method');
  }

  /** A title with the search terms marked. */
  function marked(title: string): readonly (string | HTMLElement)[] {
    const typedWords = field.value.match(/[\p{L}\p{N}]+/gu) ?? [];
    const longWords = typedWords.filter((word) => word.length > 1);
    if (longWords.length === 0) return [title];
    const parts = title.split(new RegExp(`((?<![\\p{L}\\p{N}])(?:${longWords.join('|')}))`, 'giu'));
    return parts.map((text, index) => (index % 2 === 1 ? part('mark', text, '') : text));
  }

  function part(tag: string, text: string, name: string): HTMLElement {
    const element = document.createElement(tag);
    element.textContent = text;
    if (name !== '') element.className = name;
    return element;
  }
}
