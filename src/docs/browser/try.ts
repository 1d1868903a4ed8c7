/**
 * Sends what stands in a form to the mock, and shows what it answers. It runs in the page, so it
 * knows nothing but what is in it.
 */
export function tryIt(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('.try form')) {
    const answer = form.parentElement!.querySelector<HTMLElement>('.answer')!;
    const body = form.querySelector<HTMLTextAreaElement>('[name=body]');
    const content = form.querySelector<HTMLSelectElement>('[name=content]');
    content?.addEventListener('change', () => {
      if (body !== null) body.value = content.selectedOptions[0]?.dataset.body ?? '';
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void send(form, answer);
    });
  }

  async function send(form: HTMLFormElement, answer: HTMLElement): Promise<void> {
    const { method = 'GET', mock = '' } = form.dataset;
    const headers = headersOf(form);
    const text = form.querySelector<HTMLTextAreaElement>('[name=body]')?.value;
    const contentType = form.querySelector<HTMLSelectElement>('[name=content]')?.value;
    if (contentType !== undefined) headers.set('content-type', contentType);
    const url = mock + targetOf(form);
    try {
      const hasBody = text !== undefined && method !== 'GET' && method !== 'HEAD';
      const body = hasBody ? sentText(text, contentType ?? '') : undefined;
      const response = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
      show(answer, method, url, response, await contentOf(response));
      const sent = [...headers].map(([name, value]) => `${name}: ${value}`);
      answer.append(
        line('p', 'Sent:'),
        block('What was sent', [...sent, '', body ?? ''].join('\n').trim()),
      );
    } catch (error) {
      answer.replaceChildren(line('p', `The request could not be sent: ${error}`));
    }
  }

  /** A field gives every line an LF. The parts of a multipart body have CRLF (RFC 2046 section 4.1.1). */
  function sentText(text: string, contentType: string): string {
    return /^multipart\//i.test(contentType) ? text.replace(/\r?\n/g, '\r\n') : text;
  }

  /** Text, or a picture as an element. */
  async function contentOf(response: Response): Promise<string | HTMLElement> {
    const type = response.headers.get('content-type') ?? '';
    if (/^image\/(?:png|jpeg|gif|webp)/i.test(type)) {
      const blob = await response.blob();
      const picture = document.createElement('img');
      picture.alt = `The answer, ${type}, ${blob.size} bytes`;
      const reader = new FileReader();
      reader.addEventListener('load', () => {
        picture.src = String(reader.result);
      });
      reader.readAsDataURL(blob);
      return picture;
    }
    if (/^(?:audio|video|font)\/|^application\/(?:octet-stream|pdf|zip|gzip)/i.test(type)) {
      return `(${(await response.blob()).size} bytes of ${type})`;
    }
    return response.text();
  }

  function fields(form: HTMLFormElement, place: string): readonly HTMLInputElement[] {
    const inputs = [...form.querySelectorAll<HTMLInputElement>('input[data-in]')];
    return inputs.filter(({ dataset, value }) => dataset.in === place && value !== '');
  }

  function targetOf(form: HTMLFormElement): string {
    let path = form.dataset.path ?? '';
    for (const { name, value, dataset } of fields(form, 'path')) {
      const text = dataset.raw === undefined ? encodeURIComponent(value) : value;
      path = path.replaceAll(`{${name}}`, () => text);
    }
    const pairs = fields(form, 'query').map(({ name, value, dataset }) =>
      dataset.raw === undefined
        ? `${encodeURIComponent(name)}=${encodeURIComponent(value)}`
        : value,
    );
    const query = [...pairs, ...fields(form, 'querystring').map(({ value }) => value)].join('&');
    return query === '' ? path : `${path}?${query}`;
  }

  function headersOf(form: HTMLFormElement): Headers {
    const headers = new Headers();
    for (const { name, value } of fields(form, 'header')) headers.set(name, value);
    const status = form.querySelector<HTMLSelectElement>('[name=prefer]')?.value;
    if (status) headers.set('prefer', `code=${status}`);
    return headers;
  }

  function show(
    answer: HTMLElement,
    method: string,
    url: string,
    response: Response,
    content: string | HTMLElement,
  ): void {
    const asked = new URL(url, location.href);
    const status = line('p', '');
    const code = line('span', String(response.status));
    code.className = `status s${String(response.status)[0]}`;
    status.append(code, ` ${response.statusText}`);
    const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    answer.replaceChildren(
      line('p', `${method} ${asked.pathname}${asked.search}`),
      status,
      block('Header fields of the answer', head),
      typeof content === 'string' ? block('Content of the answer', laidOut(content)) : content,
    );
  }

  function laidOut(text: string): string {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text === '' ? '(empty)' : text;
    }
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
