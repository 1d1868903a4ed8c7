/** The words of the navigation, in the language of the pages. */
interface NavigationWords {
  readonly openNavigation: string;
  readonly closeNavigation: string;
  readonly deprecated: string;
}

/**
 * Lists the operations of an API beside its pages. Groups fold, arrow keys move, and open groups
 * stay open on the next page. On a narrow screen the list is a drawer. It runs in the page, so it
 * can use only its own code.
 */
export function navigation(words: NavigationWords): void {
  type Operation = readonly [method: string, title: string, slug: string, isDeprecated: 0 | 1];
  interface Group {
    readonly section: string;
    readonly name: string;
    readonly operations: readonly Operation[];
  }
  const given = globalThis as unknown as {
    readonly specwright_navigation?: {
      readonly guides?: readonly {
        readonly name: string;
        readonly pages: readonly (readonly [title: string, page: string])[];
      }[];
      readonly groups: readonly Group[];
    };
  };
  const found = document.getElementById('side');
  if (found === null) return;
  const side: HTMLElement = found;
  const { api = '', root = '', page = '' } = side.dataset;
  const key = `specwright.navigation.${api}`;
  const { groups = [], guides = [] } = given.specwright_navigation ?? {};
  const remembered = recall();

  if (groups.length > 0) {
    side.querySelector('.side-all')?.remove();
    const list = listOf(groups);
    list.prepend(...guides.map(({ name, pages }) => guideGroup(name, pages)));
    side.append(list);
    side.addEventListener('keydown', move);
  }
  keepPlace();
  makeDrawer();

  function listOf(groups: readonly Group[]): HTMLElement {
    const list = element('ul', 'side-groups');
    let section = '';
    for (const group of groups) {
      if (group.section !== section) {
        section = group.section;
        const heading = element('li', 'side-section');
        heading.textContent = section;
        list.append(heading);
      }
      list.append(group.name === '' ? openGroup(group) : foldedGroup(group));
    }
    return list;
  }

  function openGroup({ operations }: Group): HTMLElement {
    const item = element('li', '');
    item.append(itemsOf(operations));
    return item;
  }

  function guideGroup(
    name: string,
    pages: readonly (readonly [title: string, page: string])[],
  ): HTMLElement {
    return folded(name, false, () => {
      const list = element('ul', 'side-guides');
      for (const [title, target] of pages) {
        const link = element('a', '') as HTMLAnchorElement;
        link.href = `${root}../${target.split('/').map(encodeURIComponent).join('/')}`;
        link.textContent = title;
        const item = element('li', '');
        item.append(link);
        list.append(item);
      }
      return list;
    });
  }

  function foldedGroup({ name, operations }: Group): HTMLElement {
    const isOpen = operations.some(isCurrent) || groups.length === 1;
    return folded(name, isOpen, () => itemsOf(operations));
  }

  /** The items are made when the list first opens, because there may be a thousand. */
  function folded(name: string, isOpen: boolean, make: () => HTMLElement): HTMLElement {
    const item = element('li', '');
    const button = element('button', 'side-group') as HTMLButtonElement;
    button.type = 'button';
    button.dataset.group = name;
    button.textContent = name;
    item.append(button);
    const fold = (isOpen: boolean) => {
      button.setAttribute('aria-expanded', String(isOpen));
      if (isOpen && item.querySelector('ul') === null) item.append(make());
      const list = item.querySelector('ul');
      if (list !== null) list.hidden = !isOpen;
    };
    fold(isOpen || remembered.open.includes(name));
    button.addEventListener('click', () => {
      fold(button.getAttribute('aria-expanded') !== 'true');
      remember();
    });
    return item;
  }

  function itemsOf(operations: readonly Operation[]): HTMLElement {
    const list = element('ul', 'side-operations');
    for (const operation of operations) {
      const [method, title, slug, isDeprecated] = operation;
      const link = element('a', isDeprecated ? 'is-deprecated' : '') as HTMLAnchorElement;
      link.href = `${root}operations/${encodeURIComponent(slug)}.html`;
      if (isCurrent(operation)) link.setAttribute('aria-current', 'page');
      if (isDeprecated) link.title = words.deprecated;
      const badge = element('span', `verb ${method.toLowerCase()}`);
      badge.textContent = method === 'DELETE' ? 'DEL' : method === 'OPTIONS' ? 'OPT' : method;
      const name = element('span', 'name');
      name.textContent = title;
      link.append(badge, ' ', name);
      const item = element('li', '');
      item.append(link);
      list.append(item);
    }
    return list;
  }

  function isCurrent([, , slug]: Operation): boolean {
    return page === `operations/${slug}.html`;
  }

  /** The last scroll position of the list, unless the current page would be out of sight. */
  function keepPlace(): void {
    side.scrollTop = remembered.top;
    const current = side.querySelector<HTMLElement>(
      '.side-operations [aria-current], .side-guides [aria-current]',
    );
    if (current !== null) {
      const top = current.offsetTop - side.scrollTop;
      if (top < 0 || top > side.clientHeight - 60) {
        side.scrollTop = current.offsetTop - side.clientHeight / 3;
      }
    }
    addEventListener('pagehide', remember);
  }

  function recall(): { readonly open: readonly string[]; readonly top: number } {
    try {
      const stored = JSON.parse(sessionStorage.getItem(key) ?? '{}');
      return { open: stored.open ?? [], top: stored.top ?? 0 };
    } catch {
      // A page that is opened from a folder may have no storage.
      return { open: [], top: 0 };
    }
  }

  function remember(): void {
    const open = [...side.querySelectorAll<HTMLElement>('.side-group[aria-expanded=true]')];
    const state = { open: open.map(({ dataset }) => dataset.group), top: side.scrollTop };
    try {
      sessionStorage.setItem(key, JSON.stringify(state));
    } catch {
      // Then the next page starts without it.
    }
  }

  /** Up and down move, as in a tree; left and right fold the group. */
  function move(event: KeyboardEvent): void {
    const focused = document.activeElement as HTMLElement;
    const all = [...side.querySelectorAll<HTMLElement>('a, button')];
    const stops = all.filter((stop) => stop.offsetParent !== null);
    const at = stops.indexOf(focused);
    if (at === -1 || event.ctrlKey || event.metaKey || event.altKey) return;
    const isRight = getComputedStyle(side).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const isOpening = event.key === isRight;
      const group = focused.matches('.side-group')
        ? focused
        : focused.closest('.side-operations')?.parentElement?.querySelector<HTMLElement>('button');
      if (group == null) return;
      if (!isOpening) group.focus();
      if (focused === group && (group.getAttribute('aria-expanded') === 'true') !== isOpening) {
        group.click();
      }
      event.preventDefault();
      return;
    }
    const targets: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: stops.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined || stops[target] === undefined) return;
    event.preventDefault();
    stops[target]!.focus();
  }

  function makeDrawer(): void {
    const button = document.querySelector<HTMLButtonElement>('.bar .menu');
    if (button === null) return;
    const others = [...document.querySelectorAll<HTMLElement>('main, .skip')];
    button.hidden = false;
    const show = (isOpen: boolean) => {
      side.classList.toggle('open', isOpen);
      document.documentElement.classList.toggle('drawer', isOpen);
      button.setAttribute('aria-expanded', String(isOpen));
      button.setAttribute('aria-label', isOpen ? words.closeNavigation : words.openNavigation);
      for (const other of others) other.inert = isOpen;
      if (isOpen) {
        const current = side.querySelector<HTMLElement>('[aria-current]');
        (current ?? side.querySelector<HTMLElement>('a, button'))?.focus();
      }
    };
    button.addEventListener('click', () => show(!side.classList.contains('open')));
    addEventListener('keydown', ({ key }) => {
      if (key !== 'Escape' || !side.classList.contains('open')) return;
      show(false);
      button.focus();
    });
    document.addEventListener('click', ({ target }) => {
      const isOutside =
        target instanceof Node && !side.contains(target) && !button.contains(target);
      if (isOutside && side.classList.contains('open')) show(false);
    });
    // A wide screen shows the list beside the page, and then nothing may be inert.
    matchMedia('(min-width: 64rem)').addEventListener('change', () => show(false));
  }

  function element(tag: string, name: string): HTMLElement {
    const made = document.createElement(tag);
    if (name !== '') made.className = name;
    return made;
  }
}
