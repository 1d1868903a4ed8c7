/**
 * Lets Redoc render the document in place of the overview. Redoc keeps a phone busy for seconds, so
 * it is loaded when a reader begins to move, or wants a part of the page. It runs in the page, so it
 * can use only its own code.
 */
export function reference(): void {
  const given = globalThis as unknown as {
    readonly specwright_reference: { readonly document: unknown; readonly options: unknown };
    readonly Redoc: { init(document: unknown, options: unknown, target: Element): void };
  };
  const target = document.getElementById('redoc')!;
  const overview = document.querySelector<HTMLElement>('.layout')!;
  /** Our own anchors, and those of Redoc before version 3. */
  const ours = /^#(?:section|tag)[-/](?=[^/]+$)/;
  let wanted = location.hash;
  let isLoading = false;
  const signs = ['pointermove', 'wheel', 'scroll', 'keydown', 'click', 'hashchange'];

  if (wanted !== '') load();
  else {
    for (const kind of signs) addEventListener(kind, loadAt, { passive: true, capture: true });
    document.querySelector('.await button')!.addEventListener('click', load);
    // The download keeps no reader waiting.
    addEventListener('load', () => {
      for (const url of urls()) {
        const hint = document.createElement('link');
        Object.assign(hint, { rel: 'prefetch', as: 'script', href: url });
        document.head.append(hint);
      }
    });
  }

  function urls(): readonly string[] {
    return target.dataset.scripts!.split(' ');
  }

  /** A tap on a link must not wait for Redoc, nor must the search. */
  function loadAt(event: Event): void {
    const isTouch = event instanceof PointerEvent && event.pointerType !== 'mouse';
    const isControl = (event.target as Element).closest?.('a, button, summary') != null;
    const isOther =
      event instanceof KeyboardEvent && !/^(?:Tab|Arrow|Page|Home|End| $)/.test(event.key);
    if (isOther || (event.type === 'pointermove' && isTouch)) return;
    if (event.type === 'click' && isControl) return;
    load();
  }

  function load(): void {
    if (isLoading) return;
    isLoading = true;
    overview.setAttribute('aria-busy', 'true');
    for (const kind of signs) removeEventListener(kind, loadAt, { capture: true });
    let left = urls().length;
    for (const url of urls()) {
      const script = document.createElement('script');
      script.src = url;
      script.async = false;
      script.addEventListener('load', () => {
        left -= 1;
        if (left === 0) render();
      });
      script.addEventListener('error', () => {
        isLoading = false;
        overview.removeAttribute('aria-busy');
      });
      document.body.append(script);
    }
  }

  function render(): void {
    wanted = location.hash;
    const before = scrollY;
    // Redoc takes an unknown anchor for a missing page.
    if (ours.test(wanted)) {
      history.replaceState(history.state, '', location.pathname + location.search);
    }
    new MutationObserver((_, observer) => {
      if (target.querySelector('h1, h2') === null) return;
      observer.disconnect();
      replace();
      fixAccessibility();
      setTimeout(() => {
        follow(wanted);
        if (location.hash === '') scrollTo(0, before);
      }, 300);
    }).observe(target, { childList: true, subtree: true });
    const { document: openapi, options } = given.specwright_reference;
    const anchor = wanted === '' ? anchorOfReader() : wanted;
    if (anchor?.startsWith('#operation/')) history.replaceState(history.state, '', redocs(anchor));
    given.Redoc.init(openapi, options, target);
    target.addEventListener('click', followLink, true);
  }

  /** Redoc's anchor for the operation that a reader has reached in the overview. */
  function anchorOfReader(): string | undefined {
    if (scrollY === 0) return undefined;
    return [...overview.querySelectorAll<HTMLElement>('main .operations [data-anchor]')]
      .filter((line) => line.getBoundingClientRect().top < innerHeight / 2)
      .at(-1)?.dataset.anchor;
  }

  /** An anchor of ours with the operation id that Redoc was given (`redocId`). */
  function redocs(anchor: string): string {
    const id = decoded(anchor.slice('#operation/'.length));
    const given = id.replace(/[#?%~]/g, (found) => `~${found.charCodeAt(0).toString(16)}`);
    return `#operation/${encodeURIComponent(given)}`;
  }

  /** Redoc has its own navigation and style. */
  function replace(): void {
    const hadFocus = overview.contains(document.activeElement);
    overview.remove();
    document.querySelector('.bar .menu')?.remove();
    document.documentElement.classList.remove('drawer');
    document.querySelector<HTMLLinkElement>('link.until')!.disabled = true;
    document.body.className = 'reference';
    target.id = 'content';
    if (!hadFocus) return;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  function followLink(event: MouseEvent): void {
    const link = (event.target as Element).closest('a');
    const hash = link?.getAttribute('href') ?? '';
    if (!ours.test(hash)) return;
    event.preventDefault();
    event.stopPropagation();
    follow(hash);
  }

  /** Scrolls to Redoc's place for one of our anchors: the section or the tag of the same name. */
  function follow(hash: string): void {
    if (!ours.test(hash)) return;
    const name = decoded(hash.replace(ours, ''));
    const slug = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
    const links = [...target.querySelectorAll('a[href^="#/"]')].map(
      (one) => one.getAttribute('href')!,
    );
    const isSection = hash.startsWith('#section');
    const found = links.find((href) => {
      const last = decoded(href.split('/').at(-1)!);
      return slug(last) === slug(name) && href.startsWith('#/section/') === isSection;
    });
    if (found !== undefined) location.hash = found;
  }

  /** Redoc writes a `%` of a name as it is. */
  function decoded(text: string): string {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
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
