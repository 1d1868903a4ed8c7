/** Words that the examples need, in the language of the pages. */
interface PageWords {
  readonly copy: string;
  readonly copied: string;
  readonly selected: string;
  readonly language: string;
}

/**
 * Makes the examples of a page easier to use: one is shown at a time, in the language that was
 * chosen last, and each can be copied. It runs in the page, so it knows nothing but what is in it.
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
  for (const block of document.querySelectorAll<HTMLElement>('.samples pre')) addCopy(block);
  // What is folded away on the screen is read on paper.
  addEventListener('beforeprint', () => {
    for (const folded of document.querySelectorAll('details')) folded.open = true;
  });

  function chooseSample(choice: HTMLElement, samples: readonly HTMLElement[]): void {
    const select = document.createElement('select');
    const heading = choice.querySelector('h2')?.textContent ?? '';
    select.setAttribute('aria-label', `${heading} example`);
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

  /** The tabs of WAI-ARIA's authoring practices: arrows move, and what has the focus is shown. */
  function chooseLanguage(choice: HTMLElement, samples: readonly HTMLElement[]): void {
    const figures = [...choice.querySelectorAll<HTMLElement>('figure[data-language]')];
    const languages = [...new Set(figures.map((figure) => figure.dataset.language ?? ''))];
    const list = document.createElement('div');
    list.className = 'tabs';
    list.setAttribute('role', 'tablist');
    list.setAttribute('aria-label', words.language);
    const tabs = languages.map((language) => {
      const tab = document.createElement('button');
      tab.type = 'button';
      tab.textContent = language;
      tab.setAttribute('role', 'tab');
      tab.addEventListener('click', () => {
        remember(language);
        show(language);
      });
      list.append(tab);
      return tab;
    });
    for (const [index, figure] of figures.entries()) {
      figure.setAttribute('role', 'tabpanel');
      figure.setAttribute('aria-label', figure.dataset.language ?? '');
      figure.id = `${choice.dataset.choice}-${index}`;
      figure.querySelector('figcaption')?.remove();
    }
    list.addEventListener('keydown', (event) => {
      const moves: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };
      const move = moves[event.key];
      if (move === undefined) return;
      event.preventDefault();
      const at = tabs.indexOf(document.activeElement as HTMLButtonElement);
      const next = tabs[(at + move + tabs.length) % tabs.length]!;
      next.focus();
      next.click();
    });
    function show(language: string): void {
      for (const figure of figures) figure.hidden = figure.dataset.language !== language;
      for (const tab of tabs) {
        const isChosen = tab.textContent === language;
        tab.setAttribute('aria-selected', String(isChosen));
        tab.tabIndex = isChosen ? 0 : -1;
      }
    }
    samples[0]?.before(list);
    const last = remembered();
    show(last !== null && languages.includes(last) ? last : languages[0]!);
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
      } catch {
        // The clipboard is closed to pages without HTTPS; what is selected can be copied by hand.
        getSelection()?.selectAllChildren(block);
        button.textContent = words.selected;
      }
      setTimeout(() => {
        button.textContent = words.copy;
      }, 1500);
    });
    block.after(button);
  }
}
