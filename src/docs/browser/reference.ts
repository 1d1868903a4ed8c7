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
  const plain = document.getElementById('content')!;
  new MutationObserver((_, observer) => {
    if (target.querySelector('h1, h2') === null) return;
    observer.disconnect();
    plain.remove();
    target.id = 'content';
    mendAccess();
  }).observe(target, { childList: true, subtree: true });
  const { document: openapi, options } = given.specwright_reference;
  given.Redoc.init(openapi, options, target);

  /**
   * Some of Redoc's buttons are named by what they are for, and not by what can be read on them; who
   * speaks to a computer says what can be read (WCAG 2.5.3). And what scrolls must be reached by the
   * keyboard (WCAG 2.1.1).
   */
  function mendAccess(): void {
    let isDue = false;
    const mend = () => {
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
      if (!isDue) setTimeout(mend, 200);
      isDue = true;
    };
    new MutationObserver(soon).observe(target, {
      childList: true,
      subtree: true,
      characterData: true,
    });
    mend();
  }
}
