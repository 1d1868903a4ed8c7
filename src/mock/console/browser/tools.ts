/** The tools that all parts of the console share. */
export interface Tools {
  /** The session that the console shows; `''` is the one without a name. */
  session(): string;
  /**
   * Sends a request to the mock's own paths in the session; rejects with the mock's reason if it
   * refuses.
   */
  fetchText(path: string, method?: string, body?: string): Promise<string>;
  /** A value that keeps its integers as written, if the browser supports it. */
  parse(text: string): unknown;
  element<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    className?: string,
    text?: string,
  ): HTMLElementTagNameMap[K];
  /** Code with its colors, and a button that copies it. */
  block(label: string, text: string): HTMLElement;
  button(text: string, press: () => unknown): HTMLButtonElement;
  /** Shows a message, and announces it to screen readers. */
  showMessage(text: string, isTrouble?: boolean): void;
  /** Runs something, and shows its outcome. */
  attempt(work: () => Promise<string | undefined>): Promise<void>;
  /** Called when the session changes, or its contents may have changed. */
  onChange(listener: () => unknown): void;
  changed(): void;
}

/** Makes the tools. It runs in the page, so it can use only what it contains. */
export function createTools(): Tools {
  const listeners: (() => unknown)[] = [];
  const field = document.querySelector<HTMLInputElement>('#session');
  const session = () => field?.value ?? '';
  const changed = () => {
    for (const listener of listeners) listener();
  };

  if (field !== null) {
    field.value = new URLSearchParams(location.search).get('session') ?? '';
    field.addEventListener('change', () => {
      const query = field.value === '' ? '' : `?session=${encodeURIComponent(field.value)}`;
      history.replaceState(null, '', `${location.pathname}${query}${location.hash}`);
      changed();
    });
  }

  async function fetchText(path: string, method = 'GET', body?: string): Promise<string> {
    // A header field holds bytes, so other names are sent as UTF-8.
    const name = String.fromCharCode(...new TextEncoder().encode(session()));
    const response = await fetch(path, {
      method,
      headers: { 'specwright-session': name, accept: 'application/json' },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    if (response.ok) return text;
    throw new Error(detailOf(text) ?? `${response.status} ${response.statusText}`);
  }

  function detailOf(text: string): string | undefined {
    try {
      const { detail, title } = JSON.parse(text) as Record<string, unknown>;
      return String(detail ?? title);
    } catch {
      return undefined;
    }
  }

  function parse(text: string): unknown {
    const exact = JSON as typeof JSON & { rawJSON?: (text: string) => unknown };
    const keep = exact.rawJSON;
    if (keep === undefined) return JSON.parse(text);
    const revive = (_: string, value: unknown, context?: { readonly source?: string }) => {
      const source = context?.source;
      const isInexact = typeof value === 'number' && !Number.isSafeInteger(value);
      return isInexact && source !== undefined && /^-?\d+$/.test(source) ? keep(source) : value;
    };
    return JSON.parse(text, revive as (key: string, value: unknown) => unknown);
  }

  function element<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    className = '',
    text = '',
  ): HTMLElementTagNameMap[K] {
    const made = document.createElement(tag);
    if (className !== '') made.className = className;
    if (text !== '') made.textContent = text;
    return made;
  }

  function button(text: string, press: () => unknown): HTMLButtonElement {
    const made = element('button', '', text);
    made.type = 'button';
    made.addEventListener('click', press);
    return made;
  }

  function block(label: string, text: string): HTMLElement {
    const frame = element('div', 'coded');
    const pre = element('pre');
    pre.tabIndex = 0;
    pre.setAttribute('role', 'region');
    pre.setAttribute('aria-label', label);
    const code = element('code', '', text);
    pre.append(code);
    (globalThis as { specwright_color?: (code: Element) => void }).specwright_color?.(code);
    frame.append(pre, copyButton(label, code));
    return frame;
  }

  function copyButton(label: string, code: HTMLElement): HTMLButtonElement {
    const copy = button('Copy', async () => {
      try {
        await navigator.clipboard.writeText(code.textContent ?? '');
        copy.textContent = 'Copied';
        copy.classList.add('done');
      } catch {
        // Pages without HTTPS cannot use the clipboard; the user can copy the selection.
        getSelection()?.selectAllChildren(code);
        copy.textContent = 'Selected';
      }
      setTimeout(() => {
        copy.textContent = 'Copy';
        copy.classList.remove('done');
      }, 1500);
    });
    copy.className = 'copy';
    copy.setAttribute('aria-label', `Copy: ${label}`);
    return copy;
  }

  function showMessage(text: string, isTrouble = false): void {
    const place = document.querySelector<HTMLElement>('#message');
    if (place === null) return;
    place.textContent = text;
    place.classList.toggle('trouble', isTrouble);
  }

  async function attempt(work: () => Promise<string | undefined>): Promise<void> {
    try {
      const text = await work();
      if (text !== undefined) showMessage(text);
    } catch (error) {
      showMessage(error instanceof Error ? error.message : String(error), true);
    }
  }

  for (const code of document.querySelectorAll<HTMLElement>('.coded > pre > code')) {
    code.parentElement!.after(copyButton('the command', code));
  }
  return {
    ...{ session, fetchText, parse, element, block, button, showMessage, attempt, changed },
    onChange: (listener) => void listeners.push(listener),
  };
}
