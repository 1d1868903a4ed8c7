/**
 * Finds operations of all APIs while somebody types. It runs in the page, so it knows nothing but
 * what is in it.
 */
export function search(): void {
  type Entry = readonly [
    api: string,
    method: string,
    path: string,
    title: string,
    href: string,
    words: string,
  ];
  const given = globalThis as unknown as { readonly specwright_operations: readonly Entry[] };
  const entries = given.specwright_operations.map((entry) => {
    const [api, method, path, title, , words] = entry;
    // What a name is made of is found, too: `createCustomer` by "customer".
    const parts = `${path} ${words}`.replace(/([a-z\d])([A-Z])/g, '$1 $2');
    const heading = `${title} ${method} ${path}`.toLowerCase();
    return { entry, heading, rest: `${api} ${words} ${parts}`.toLowerCase() };
  });
  const most = 60;

  const form = document.querySelector<HTMLFormElement>('form.search')!;
  const field = form.querySelector('input')!;
  const status = document.querySelector<HTMLElement>('#found')!;
  const list = document.querySelector<HTMLOListElement>('#results')!;
  const apis = document.querySelector<HTMLElement>('#apis')!;
  form.hidden = false;

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    list.querySelector('a')?.click();
  });
  field.addEventListener('input', () => {
    show();
    // The question is part of the address, so that it can be sent and come back to.
    const query = field.value === '' ? '' : `?q=${encodeURIComponent(field.value)}`;
    try {
      history.replaceState(null, '', `${location.pathname}${query}`);
    } catch {
      // A page that is opened from a folder may keep its address.
    }
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof Element && event.target.matches('input, textarea');
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
    }
    if (event.key === 'Escape' && field.value !== '') {
      field.value = '';
      field.dispatchEvent(new Event('input'));
      field.focus();
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event);
  });

  const asked = new URLSearchParams(location.search).get('q');
  if (asked !== null) field.value = asked;
  if (field.value !== '') show();

  function move(event: KeyboardEvent): void {
    const stops: readonly HTMLElement[] = [field, ...list.querySelectorAll('a')];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (at === -1 || next === undefined || stops.length === 1) return;
    event.preventDefault();
    next.focus();
  }

  function show(): void {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    apis.hidden = words.length > 0;
    const found = words.length === 0 ? [] : ranked(words);
    list.replaceChildren(...found.slice(0, most).map(item));
    status.textContent = words.length === 0 ? '' : countText(found.length);
  }

  function countText(count: number): string {
    if (count === 0) return 'No operation has all of these words.';
    const shown = count > most ? `, the first ${most} are shown` : '';
    return `${count} operation${count === 1 ? '' : 's'}${shown}`;
  }

  /** All words must be there; a word of the heading counts more, and its beginning the most. */
  function ranked(words: readonly string[]): Entry[] {
    return entries
      .map(({ entry, heading, rest }) => {
        const scores = words.map((word): number => {
          const at = heading.indexOf(word);
          if (at !== -1) return /[a-z\d]/.test(heading[at - 1] ?? '') ? 3 : 5;
          return rest.includes(word) ? 1 : 0;
        });
        return { entry, score: scores.includes(0) ? 0 : scores.reduce((sum, one) => sum + one, 0) };
      })
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ entry }) => entry);
  }

  function item([api, method, path, title, href]: Entry): HTMLElement {
    const link = document.createElement('a');
    link.href = href;
    const badge = part('b', method, `method ${method.toLowerCase()}`);
    const code = document.createElement('code');
    for (const [index, segment] of path.split(/(?<=.)(?=\/)/).entries()) {
      code.append(...(index > 0 ? [document.createElement('wbr')] : []), segment);
    }
    link.append(badge, ' ', part('span', title, 'title'), ' ', code, ' ');
    link.append(part('small', api, ''));
    const entry = document.createElement('li');
    entry.append(link);
    return entry;
  }

  function part(tag: string, text: string, name: string): HTMLElement {
    const element = document.createElement(tag);
    element.textContent = text;
    if (name !== '') element.className = name;
    return element;
  }
}
