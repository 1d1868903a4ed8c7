import type { Tools } from './tools.ts';

interface Named {
  readonly name: string;
  readonly api: string;
  readonly method: string;
}
interface Shown {
  readonly body?: string;
  readonly signature: string | null;
  readonly retries: number;
}
interface Came {
  readonly status: number;
  readonly attempts: number;
  readonly findings: readonly {
    readonly severity: string;
    readonly code: string;
    readonly message: string;
  }[];
}

/** Sends webhooks and callbacks by hand. It runs in the page. */
export function webhooks(tools: Tools): void {
  const section = document.querySelector<HTMLElement>('#webhooks');
  const form = section?.querySelector('form');
  const result = section?.querySelector<HTMLElement>('.result');
  if (!section || !form || !result) return;
  const { fetchText, attempt, element } = tools;
  const field = <T extends HTMLElement>(name: string) =>
    form.elements.namedItem(name) as unknown as T;
  const chosen = field<HTMLSelectElement>('webhook');
  const url = field<HTMLInputElement>('url');
  const body = field<HTMLTextAreaElement>('body');
  const how = section.querySelector<HTMLElement>('.how')!;
  const path = () => `webhooks/${encodeURIComponent(chosen.value)}`;
  /** The body as the contract shows it, and whether it is JSON. */
  let shown = '';
  let isJson = true;

  async function fill(): Promise<undefined> {
    const { body: text = '', signature, retries } = JSON.parse(await fetchText(path())) as Shown;
    try {
      shown = JSON.stringify(tools.parse(text), null, 2);
      isJson = true;
    } catch {
      shown = text;
      isJson = false;
    }
    body.value = shown;
    body.readOnly = !isJson;
    const signed = signature === null ? 'It is not signed.' : `It is signed: ${signature}.`;
    how.textContent = `${signed} Retries: ${retries}.`;
    return undefined;
  }

  async function send(): Promise<string> {
    const isOwn = isJson && body.value !== shown && body.value.trim() !== '';
    const value = isOwn ? { body: tools.parse(body.value) } : {};
    result!.replaceChildren();
    const came = JSON.parse(
      await fetchText(path(), 'POST', JSON.stringify({ url: url.value, ...value })),
    ) as Came;
    const items = came.findings.map(({ severity, message, code }) => {
      const item = element('li');
      item.append(element('b', `severity ${severity}`, severity), ` ${message} `);
      item.append(element('small', '', code));
      return item;
    });
    const list = element('ul', 'findings');
    list.append(...items);
    const kept = element('p', '', 'The answer keeps the contract.');
    const title = `${came.status} after ${came.attempts} ${came.attempts === 1 ? 'attempt' : 'attempts'}`;
    result!.replaceChildren(element('h3', '', title), items.length === 0 ? kept : list);
    return `${chosen.value}: ${came.status}`;
  }

  void attempt(async () => {
    const { webhooks: all } = JSON.parse(await fetchText('webhooks')) as {
      readonly webhooks: readonly Named[];
    };
    for (const { name, api, method } of all) {
      const option = element('option', '', `${name} (${method}, ${api})`);
      option.value = name;
      chosen.append(option);
    }
    return fill();
  });
  chosen.addEventListener('change', () => attempt(fill));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt(send);
  });
}
