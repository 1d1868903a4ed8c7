/**
 * Lets Redoc render the document, and then removes the plain text. It runs in the page, so it can
 * use only its own code.
 */
export function reference(): void {
  const given = globalThis as unknown as {
    readonly specwright_reference: { readonly document: unknown; readonly options: unknown };
    readonly Redoc: { init(document: unknown, options: unknown, target: Element): void };
  };
  const target = document.getElementById('redoc')!;
  const ours = /^#(?:section|tag)-/;
  // Redoc takes an unknown anchor for a missing page.
  const wanted = location.hash;
  if (ours.test(wanted))
    history.replaceState(history.state, '', location.pathname + location.search);
  const plain = document.getElementById('content')!;
  new MutationObserver((_, observer) => {
    if (target.querySelector('h1, h2') === null) return;
    observer.disconnect();
    plain.remove();
    target.id = 'content';
    fixAccessibility();
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

  /** Scrolls to Redoc's place for one of our anchors: the section or the tag of the same name. */
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
   * Some of Redoc's buttons have labels other than their visible text, which voice control needs
   * (WCAG 2.5.3). And scrollable parts must be reachable by keyboard (WCAG 2.1.1).
   */
  function fixAccessibility(): void {
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
