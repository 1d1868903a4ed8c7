/**
 * Lets Redoc show the document, and takes the plain text away when it has. It runs in the page, so
 * it knows nothing but what is in it.
 */
export function reference(): void {
  const given = globalThis as unknown as {
    readonly specwright_reference: { readonly document: unknown; readonly options: unknown };
    readonly Redoc: { init(document: unknown, options: unknown, target: Element): void };
  };
  const target = document.getElementById('redoc')!;
  const ours = /^#(?:section|tag)-/;
  // Redoc takes an anchor that it did not make for a page that is missing.
  const wanted = location.hash;
  if (ours.test(wanted))
    history.replaceState(history.state, '', location.pathname + location.search);
  const plain = document.getElementById('content')!;
  new MutationObserver((_, observer) => {
    if (target.querySelector('h1, h2') === null) return;
    observer.disconnect();
    plain.remove();
    target.id = 'content';
    mendAccess();
    setTimeout(() => follow(wanted), 100);
  }).observe(target, { childList: true, subtree: true });
  const { document: openapi, options } = given.specwright_reference;
  given.Redoc.init(openapi, options, target);

  target.addEventListener(
    'click',
    (event) => {
      const link = (event.target as Element).closest('a');
      const hash = link?.getAttribute('href') ?? '';
      if (!ours.test(hash)) return;
      event.preventDefault();
      event.stopPropagation();
      follow(hash);
    },
    true,
  );

  /** Goes to the place of Redoc's for an anchor of ours: the section or the tag of the same name. */
  function follow(hash: string): void {
    const name = decodeURIComponent(hash.replace(ours, ''));
    const slug = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
    const links = [...target.querySelectorAll('a[href^="#/"]')].map(
      (one) => one.getAttribute('href')!,
    );
    const isSection = hash.startsWith('#section-');
    const found = links.find((href) => {
      const last = decodeURIComponent(href.split('/').at(-1)!);
      return slug(last) === name && href.startsWith('#/section/') === isSection;
    });
    if (ours.test(hash) && found !== undefined) location.hash = found;
  }

  /**
   * Some of Redoc's buttons are named by what they are for, and not by what can be read on them; who
   * speaks to a computer says what can be read (WCAG 2.5.3). And what scrolls must be reached by the
   * keyboard (WCAG 2.1.1).
   */
  function mendAccess(): void {
    let isDue = false;
    const fix = () => {
      isDue = false;
      for (const button of target.querySelectorAll<HTMLElement>('button[aria-label]')) {
        const text = button.textContent.trim();
        const name = button.getAttribute('aria-label')!;
        const purpose = button.dataset.purpose ?? name;
        button.dataset.purpose = purpose;
        const wanted = purpose.includes(text) ? purpose : `${text}, ${purpose}`;
        if (name !== wanted) button.setAttribute('aria-label', wanted);
      }
      for (const code of target.querySelectorAll<HTMLElement>('pre:not([tabindex])')) {
        if (code.scrollWidth > code.clientWidth) code.tabIndex = 0;
      }
    };
    const soon = () => {
      if (!isDue) setTimeout(fix, 200);
      isDue = true;
    };
    new MutationObserver(soon).observe(target, {
      childList: true,
      subtree: true,
      characterData: true,
    });
    fix();
  }
}
