import type { Tools } from './tools.ts';

interface Example {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

/** Sends a request to the API that is written by hand. It runs in the page. */
export function trying(tools: Tools): void {
  const section = document.querySelector<HTMLElement>('#try');
  const form = section?.querySelector('form');
  const result = section?.querySelector<HTMLElement>('.result');
  if (!section || !form || !result) return;
  const { fetchText, attempt, block, element } = tools;
  const field = (name: string) =>
    form.elements.namedItem(name) as HTMLInputElement | HTMLTextAreaElement;
  /** The prefix of the server's paths, if the server itself is below a path. */
  const root = location.pathname.replace(/\/__specwright\/.*$/s, '');

  function fill(): Promise<void> {
    return attempt(async () => {
      const operation = encodeURIComponent(field('operation').value.trim());
      const example = JSON.parse(await fetchText(`example?operation=${operation}`)) as Example;
      field('method').value = example.method;
      field('target').value = example.target;
      field('headers').value = Object.entries(example.headers)
        .flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`))
        .join('\n');
      field('body').value = example.body === undefined ? '' : pretty(example.body);
      return example.body === undefined ? 'The body of the example is not text.' : '';
    });
  }

  function pretty(text: string): string {
    try {
      return JSON.stringify(tools.parse(text), null, 2);
    } catch {
      return text;
    }
  }

  function fields(): Headers {
    const headers = new Headers();
    for (const line of field('headers').value.split('\n')) {
      const [, name, value] = /^\s*([^:]+?)\s*:(.*)$/.exec(line) ?? [];
      if (name !== undefined) headers.append(name, value!.trim());
      else if (line.trim() !== '')
        throw new Error(`"${line}" is not a header field such as "Accept: */*"`);
    }
    const session = tools.session();
    if (session !== '') headers.set('specwright-session', session);
    return headers;
  }

  async function send(): Promise<string> {
    const body = field('body').value;
    const method = field('method').value.toUpperCase();
    const mayHaveBody = method !== 'GET' && method !== 'HEAD';
    const response = await fetch(root + field('target').value, {
      method,
      headers: fields(),
      redirect: 'manual',
      ...(mayHaveBody && body !== '' && { body }),
    });
    const isRedirect = response.type === 'opaqueredirect';
    const text = await response.text();
    const line = isRedirect
      ? 'A redirect, which a page cannot see'
      : `HTTP ${response.status} ${response.statusText}`.trim();
    const lines = [...response.headers].map(([name, value]) => `${name}: ${value}`);
    const shown = [line, ...lines, '', pretty(text)].join('\n').trimEnd();
    result!.replaceChildren(element('h3', '', 'Answer'), block('the answer', shown));
    return `${line}. Requests shows the findings.`;
  }

  section.querySelector('.example')!.addEventListener('click', fill);
  field('operation').addEventListener('change', () => {
    if (field('operation').value.trim() !== '') void fill();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt(send);
  });
}
