/** The words of the examples, in the language of the pages. */
interface PageWords {
  readonly copy: string;
  readonly copied: string;
  readonly selected: string;
  readonly language: string;
  readonly mediaType: string;
  readonly linkTo: string;
  readonly example: string;
}

/**
 * Makes the examples of a page easier to use: it shows one at a time, in the language of the last
 * choice, and adds copy buttons. It runs in the page, so that it can use only its own code.
 */
export function page(words: PageWords): void {
  const key = 'specwright.language';
  const remember = (language: string) => {
    try {
      localStorage.setItem(key, language);
    } catch {
      // A page that is opened from a folder may have no storage.
    }
  };
  const remembered = (): string | null => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };

  for (const choice of document.querySelectorAll<HTMLElement>('.choice')) {
    const samples = [...choice.querySelectorAll<HTMLElement>('.sample')];
    if (samples.length > 1) chooseSample(choice, samples);
    if (choice.querySelector('figure[data-language]') !== null) chooseLanguage(choice, samples);
  }
  for (const group of contentGroups()) chooseMedia(group);
  for (const block of document.querySelectorAll<HTMLElement>('.samples pre')) addCopy(block);
  for (const block of document.querySelectorAll<HTMLElement>('.prose pre')) {
    const frame = document.createElement('div');
    frame.className = 'coded';
    block.before(frame);
    frame.append(block);
    addCopy(block);
  }
  const endpoint = document.querySelector<HTMLElement>('.endpoint code');
  if (endpoint !== null) addCopy(endpoint);
  for (const heading of document.querySelectorAll<HTMLElement>(
    'main h2[id], details.response[id]',
  )) {
    addAnchor(heading, heading.querySelector('summary') ?? heading);
  }
  for (const member of document.querySelectorAll<HTMLElement>(
    '.story .members > li[id]:not(.members .members > li)',
  )) {
    addAnchor(member, member.querySelector('code')!, member.querySelector<HTMLElement>('.name')!);
  }
  revealTarget();
  addEventListener('hashchange', revealTarget);
  // Collapsed parts are printed on paper.
  addEventListener('beforeprint', () => {
    for (const folded of document.querySelectorAll('details')) folded.open = true;
  });

  function chooseSample(choice: HTMLElement, samples: readonly HTMLElement[]): void {
    const select = document.createElement('select');
    const heading = choice.querySelector('h2')?.textContent ?? '';
    select.setAttribute('aria-label', `${heading}: ${words.example}`);
    for (const [index, sample] of samples.entries()) {
      select.add(new Option(sample.dataset.name, String(index)));
    }
    const show = () => {
      for (const [index, sample] of samples.entries())
        sample.hidden = String(index) !== select.value;
    };
    select.addEventListener('change', show);
    choice.querySelector('h2')?.after(select);
    for (const sample of samples) sample.querySelector('h3')?.remove();
    show();
  }

  /** The media types of one body, if they carry different values. */
  function contentGroups(): readonly (readonly HTMLElement[])[] {
    const groups = new Map<Element, HTMLElement[]>();
    for (const content of document.querySelectorAll<HTMLElement>('.content[data-media]')) {
      const parent = content.parentElement!;
      groups.set(parent, [...(groups.get(parent) ?? []), content]);
    }
    return [...groups.values()].filter((group) => group.length > 1);
  }

  function chooseMedia(group: readonly HTMLElement[]): void {
    const names = group.map(({ dataset }) => dataset.media ?? '');
    const list = tabList(words.mediaType, names, (name) => {
      for (const content of group) content.hidden = content.dataset.media !== name;
    });
    for (const content of group) {
      content.setAttribute('role', 'tabpanel');
      content.setAttribute('aria-label', content.dataset.media ?? '');
      content.querySelector('.media')?.remove();
    }
    group[0]!.before(list.element);
    // A link may lead to a media type other than the first.
    const wanted = group.find((content) => content.querySelector(targetSelector()) !== null);
    list.show((wanted ?? group[0]!).dataset.media ?? '');
  }

  function targetSelector(): string {
    const id = decodeURIComponent(location.hash.slice(1));
    return id === '' ? ':not(*)' : `#${CSS.escape(id)}`;
  }

  /** The target of a link may be collapsed. */
  function revealTarget(): void {
    const target = document.querySelector(targetSelector());
    if (target === null) return;
    let folded = target.closest('details');
    while (folded !== null) {
      folded.open = true;
      folded = folded.parentElement?.closest('details') ?? null;
    }
    target.scrollIntoView();
  }

  function addAnchor(target: HTMLElement, named: HTMLElement, place = target): void {
    const anchor = document.createElement('a');
    const name = named.textContent ?? '';
    anchor.className = 'self';
    anchor.href = `#${target.id}`;
    anchor.setAttribute('aria-label', `${words.linkTo} ${name.trim()}`);
    place.append(anchor);
  }

  /**
   * Tabs by WAI-ARIA's authoring practices: arrow keys move the focus, and the focused tab is
   * shown.
   */
  function chooseLanguage(choice: HTMLElement, samples: readonly HTMLElement[]): void {
    const figures = [...choice.querySelectorAll<HTMLElement>('figure[data-language]')];
    const languages = [...new Set(figures.map((figure) => figure.dataset.language ?? ''))];
    const list = tabList(words.language, languages, (language) => {
      for (const figure of figures) figure.hidden = figure.dataset.language !== language;
    });
    list.element.addEventListener('click', ({ target }) => {
      if (target instanceof HTMLButtonElement) remember(target.textContent);
    });
    for (const [index, figure] of figures.entries()) {
      figure.setAttribute('role', 'tabpanel');
      figure.setAttribute('aria-label', figure.dataset.language ?? '');
      figure.id = `${choice.dataset.choice}-${index}`;
      figure.querySelector('figcaption')?.remove();
    }
    samples[0]?.before(list.element);
    const last = remembered();
    list.show(last !== null && languages.includes(last) ? last : languages[0]!);
  }

  function tabList(
    label: string,
    names: readonly string[],
    shown: (name: string) => void,
  ): { readonly element: HTMLElement; show(name: string): void } {
    const element = document.createElement('div');
    element.className = 'tabs';
    element.setAttribute('role', 'tablist');
    element.setAttribute('aria-label', label);
    const tabs = names.map((name) => {
      const tab = document.createElement('button');
      tab.type = 'button';
      tab.textContent = name;
      tab.setAttribute('role', 'tab');
      tab.addEventListener('click', () => show(name));
      element.append(tab);
      return tab;
    });
    element.addEventListener('keydown', (event) => {
      const moves: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };
      const move = moves[event.key];
      if (move === undefined) return;
      event.preventDefault();
      const at = tabs.indexOf(document.activeElement as HTMLButtonElement);
      const next = tabs[(at + move + tabs.length) % tabs.length]!;
      next.focus();
      next.click();
    });
    function show(name: string): void {
      shown(name);
      for (const tab of tabs) {
        const isChosen = tab.textContent === name;
        tab.setAttribute('aria-selected', String(isChosen));
        tab.tabIndex = isChosen ? 0 : -1;
      }
    }
    return { element, show };
  }

  function addCopy(block: HTMLElement): void {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = words.copy;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(block.textContent ?? '');
        button.textContent = words.copied;
        button.classList.add('done');
      } catch {
        // Pages without HTTPS cannot use the clipboard; the user can copy the selection.
        getSelection()?.selectAllChildren(block);
        button.textContent = words.selected;
      }
      setTimeout(() => {
        button.textContent = words.copy;
        button.classList.remove('done');
      }, 1500);
    });
    block.after(button);
  }
}
