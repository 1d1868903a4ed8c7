import type { Labels } from '../labels/en.ts';

/**
 * Sends the contents of a form to the mock, and shows the answer. It runs in the page, so it can
 * use only its own code and its words.
 */
export function tryIt(labels: Labels): void {
  /** A body as bytes and as readable text: for a file, its size. */
  interface Body {
    readonly type: string;
    readonly sent: BlobPart[];
    readonly shown: string;
  }
  type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

  for (const form of document.querySelectorAll<HTMLFormElement>('.try form')) {
    const answer = form.parentElement!.querySelector<HTMLElement>('.answer')!;
    for (const name of ['content', 'security']) {
      const choice = form.querySelector<HTMLSelectElement>(`[name=${name}]`);
      choice?.addEventListener('change', () => {
        for (const part of form.querySelectorAll<HTMLFieldSetElement>(`[data-${name}]`)) {
          part.disabled = part.dataset[name] !== choice.value;
          part.hidden = part.disabled;
        }
      });
    }
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void send(form, answer);
    });
  }

  async function send(form: HTMLFormElement, answer: HTMLElement): Promise<void> {
    const { method = 'GET', mock = '' } = form.dataset;
    const headers = headersOf(form);
    const url = mock + targetOf(form);
    try {
      const isSent = method !== 'GET' && method !== 'HEAD';
      const body = isSent ? await bodyOf(form) : undefined;
      if (body !== undefined) headers.set('content-type', body.type);
      const sent = body && new Blob(body.sent);
      const response = await fetch(url, { method, headers, ...(sent && { body: sent }) });
      show(answer, response, await contentOf(response));
      const requestUrl = new URL(url, location.href);
      const fields = [...headers].map(([name, value]) => `${nameOf(name)}: ${value}`);
      const request = [
        `${method} ${requestUrl.pathname}${requestUrl.search}`,
        ...fields,
        '',
        body?.shown,
      ];
      answer.append(line('h3', labels.trySent), block(labels.trySent, request.join('\n').trim()));
    } catch (error) {
      answer.replaceChildren(line('p', labels.tryFailed.replace('{reason}', String(error))));
    }
  }

  /**
   * The server turns it into a cookie, because a page may not set cookies of a request (Fetch,
   * forbidden request-header).
   */
  function nameOf(name: string): string {
    return name === 'specwright-cookie' ? 'cookie' : name;
  }

  async function bodyOf(form: HTMLFormElement): Promise<Body | undefined> {
    const chosen = form.querySelector<HTMLFieldSetElement>('[data-content]:enabled');
    if (chosen === null) return undefined;
    const { type = '' } = chosen.dataset;
    const text = chosen.querySelector<HTMLTextAreaElement>('[name=body]')?.value;
    if (text !== undefined) {
      // Form fields end lines with LF, but parts of a multipart body need CRLF (RFC 2046 section
      // 4.1.1).
      const lines = /^multipart\//i.test(type) ? text.replace(/\r?\n/g, '\r\n') : text;
      return { type, sent: [lines], shown: lines };
    }
    const parts = chosen.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[data-head]');
    if (parts.length > 0) return multipart(type, [...parts]);
    const input = chosen.querySelector<HTMLInputElement>('[data-bytes]');
    const file = input?.files?.[0] ?? exampleFile(input?.dataset.bytes);
    return { type, sent: [file], shown: `(${sizeOf(file, type)})` };
  }

  function multipart(
    type: string,
    fields: readonly (HTMLInputElement | HTMLTextAreaElement)[],
  ): Body {
    const boundary = `specwright-${Math.random().toString(36).slice(2)}`;
    const sent: BlobPart[] = [];
    const shown: string[] = [];
    const add = (head: string, content: string | Blob) => {
      const start = `--${boundary}\r\n${head.replace(/\r?\n/g, '\r\n')}\r\n\r\n`;
      sent.push(start, content, '\r\n');
      const text = typeof content === 'string' ? content : `(${sizeOf(content, content.type)})`;
      shown.push(start, text, '\r\n');
    };
    for (const field of fields) {
      const { head = '', bytes } = field.dataset;
      const files = [...((field as HTMLInputElement).files ?? [])];
      if (bytes === undefined) add(head, field.value);
      else if (files.length === 0) add(head, exampleFile(bytes));
      for (const file of files) add(fileHead(head, file), file);
    }
    const end = `--${boundary}--\r\n`;
    const named = type.replace(/boundary=("[^"]*"|[^;]*)/i, `boundary=${boundary}`);
    return { type: named, sent: [...sent, end], shown: [...shown, end].join('') };
  }

  /** The header fields of a part, with the name and the type of the chosen file. */
  function fileHead(head: string, { name, type }: File): string {
    const quoted = name.replace(/["\r\n]/g, encodeURIComponent);
    const named = head
      .replace(/;\s*filename\*?=("[^"]*"|[^;\n]*)/g, '')
      .replace(/^content-disposition:.*$/im, (field) => `${field}; filename="${quoted}"`);
    if (type === '') return named;
    const others = named.replace(/^content-type:.*(?:\n|$)/im, '').replace(/\n$/, '');
    return `${others}\ncontent-type: ${type}`;
  }

  function exampleFile(bytes = ''): Blob {
    return new Blob([Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))]);
  }

  function sizeOf({ size }: Blob, type: string): string {
    const words = labels.tryBytes.replace('{bytes}', String(size));
    return words.replace('{type}', type || 'application/octet-stream');
  }

  /** Shows text; a picture as an element, other files as a link. */
  async function contentOf(response: Response): Promise<string | HTMLElement> {
    const type = response.headers.get('content-type') ?? '';
    const isPicture = /^image\/(?:png|jpeg|gif|webp|avif|bmp)/i.test(type);
    const isFile =
      /^(?:image\/(?!svg)|audio\/|video\/|font\/)|^application\/(?:octet-stream|pdf|zip|gzip)/i;
    if (!isFile.test(type)) return response.text();
    const blob = await response.blob();
    const words = sizeOf(blob, type);
    if (!isPicture) {
      const link = line('a', `${labels.trySave} (${words})`) as HTMLAnchorElement;
      link.href = URL.createObjectURL(blob);
      link.download = 'answer';
      return link;
    }
    const picture = document.createElement('img');
    picture.alt = `${labels.tryAnswer}, ${words}`;
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      picture.src = String(reader.result);
    });
    reader.readAsDataURL(blob);
    return picture;
  }

  function fields(form: HTMLFormElement, place: string): readonly Field[] {
    const found = [...form.querySelectorAll<Field>('[data-in]')];
    return found.filter((one) => {
      return one.dataset.in === place && one.value !== '' && !one.matches(':disabled');
    });
  }

  /** `name=value` for a query or a cookie. */
  function pairOf({ name, value, dataset }: Field): string {
    if (dataset.raw !== undefined) return value;
    return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  }

  function targetOf(form: HTMLFormElement): string {
    let path = form.dataset.path ?? '';
    for (const { name, value, dataset } of fields(form, 'path')) {
      const text = dataset.raw === undefined ? encodeURIComponent(value) : value;
      path = path.replaceAll(`{${name}}`, () => text);
    }
    const pairs = fields(form, 'query').map(pairOf);
    const query = [...pairs, ...fields(form, 'querystring').map(({ value }) => value)].join('&');
    if (query === '') return path;
    return `${path}${path.includes('?') ? '&' : '?'}${query}`;
  }

  function headersOf(form: HTMLFormElement): Headers {
    const headers = new Headers();
    for (const { name, value, dataset } of fields(form, 'header')) {
      const { prefix } = dataset;
      const secret = prefix === 'Basic' ? btoa(value) : value;
      headers.set(name, prefix === undefined ? value : `${prefix} ${secret}`);
    }
    const cookies = fields(form, 'cookie').map(pairOf);
    if (cookies.length > 0) headers.set('specwright-cookie', cookies.join('; '));
    const chosen = (name: string) =>
      form.querySelector<HTMLSelectElement>(`[name=${name}]`)?.value ?? '';
    if (chosen('accept') !== '') headers.set('accept', chosen('accept'));
    if (chosen('prefer') !== '') headers.set('prefer', `code=${chosen('prefer')}`);
    return headers;
  }

  function show(answer: HTMLElement, response: Response, content: string | HTMLElement): void {
    const status = line('p', '');
    const code = line('span', String(response.status));
    code.className = `status s${String(response.status)[0]}`;
    status.append(code, ` ${response.statusText}`);
    const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    answer.replaceChildren(
      status,
      ...faultsOf(response, content),
      block(labels.tryHeaders, head),
      typeof content === 'string' ? block(labels.tryAnswer, laidOut(content)) : content,
    );
  }

  /** The mock's findings about the request, a line each, from the problem or a header field. */
  function faultsOf(response: Response, content: string | HTMLElement): readonly HTMLElement[] {
    const texts = [
      response.headers.get('sl-violations'),
      typeof content === 'string' ? content : '',
    ];
    for (const text of texts) {
      const value = parsed(text ?? '');
      const list = Array.isArray(value) ? value : (value as { validation?: unknown })?.validation;
      if (!Array.isArray(list) || list.length === 0) continue;
      const items = list.map(({ message, contract }) => {
        const item = line('li', String(message));
        if (contract !== undefined) item.append(' ', line('small', String(contract)));
        return item;
      });
      const faults = line('ul', '');
      faults.className = 'faults';
      faults.append(...items);
      return [line('h3', labels.tryFaults), faults];
    }
    return [];
  }

  function parsed(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }

  function laidOut(text: string): string {
    const value = parsed(text);
    if (value !== undefined) return JSON.stringify(value, null, 2);
    return text === '' ? labels.tryEmpty : text;
  }

  function block(name: string, text: string): HTMLElement {
    const pre = line('pre', '');
    const code = line('code', text);
    pre.append(code);
    const given = globalThis as { specwright_color?: (code: Element) => void };
    given.specwright_color?.(code);
    pre.tabIndex = 0;
    pre.setAttribute('aria-label', name);
    pre.setAttribute('role', 'region');
    return pre;
  }

  function line(tag: string, text: string): HTMLElement {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  }
}
