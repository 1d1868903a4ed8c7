import type { Parameter } from '../api/model.ts';
import { contentText, writeParameter } from '../example/write.ts';
import { type Html, html } from '../html/template.ts';
import { headerValue } from '../http/exchange.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { DescribedOperation, ShownRequest } from './describe.ts';

/** A request that the form can be filled with, as its script reads it. */
interface Prefill {
  readonly name: string;
  readonly contentType: string;
  readonly body: string;
}

/**
 * A form that sends a request of an operation to a mock below `mock`. It is there for pages that are
 * served beside one; its script is `browser/try.ts`.
 */
export function tryItHtml(
  described: DescribedOperation,
  schemas: Schemas,
  mock: string,
): Html | undefined {
  const { operation, requests, isWebhook } = described;
  if (isWebhook) return undefined;
  const first = requests[0]?.example;
  const parameters = operation.parameters
    // A page may not say which cookies it sends.
    .filter((parameter) => parameter.in !== 'cookie')
    .map((parameter) => {
      const sent = first?.call.parameters.find((given) => given.parameter === parameter);
      return parameterField(parameter, sent?.value, schemas);
    });
  return html`<details class="try">
<summary>Try it with the mock</summary>
<form data-method="${operation.method}" data-path="${operation.path}" data-mock="${mock}">
${parameters}
${credentialFields(described)}
${bodyFields(requests)}
<p><label>Wanted status<select name="prefer"><option value="">the mock decides</option>${operation.responses
    .filter(({ status }) => /^\d{3}$/.test(status))
    .map(({ status }) => html`<option>${status}</option>`)}</select></label></p>
<p><button type="submit">Send</button></p>
</form>
<div class="answer" role="status"></div>
</details>`;
}

/** One value is typed as it is; a list, an object or a whole query as it stands on the wire. */
function parameterField(parameter: Parameter, value: unknown, schemas: Schemas): Html {
  const { name, required, in: place, content, schema } = parameter;
  const types = schema === undefined ? undefined : schemas.shape(schema).types;
  const isRaw = place === 'querystring' || types?.has('array') || types?.has('object');
  const text = value === undefined ? '' : fieldText(parameter, value, isRaw === true, schemas);
  const note = isRaw ? ' as it is sent' : content === undefined ? '' : ` as ${content.name}`;
  return html`<p><label><code>${name}</code> <small>${place}${note}${required ? ', required' : ''}</small><input name="${name}" data-in="${place}"${isRaw ? html` data-raw` : undefined} value="${text}"${required && place === 'path' ? html` required` : undefined} autocomplete="off" spellcheck="false"></label></p>`;
}

function fieldText(parameter: Parameter, value: unknown, isRaw: boolean, schemas: Schemas): string {
  if (isRaw) return writeParameter(parameter, value, schemas);
  const { content } = parameter;
  return content === undefined ? String(value) : contentText(content, value, schemas);
}

/** What the example sends that is no parameter: credentials, which the mock takes as they are. */
function credentialFields({ operation, requests }: DescribedOperation): readonly Html[] {
  const example = requests[0]?.example;
  if (example === undefined) return [];
  const described = operation.parameters
    .filter((parameter) => parameter.in === 'header')
    .map(({ name }) => name.toLowerCase());
  return Object.entries(example.request.headers)
    .filter(([name]) => name !== 'content-type' && name !== 'cookie' && !described.includes(name))
    .map(
      ([name, value]) =>
        html`<p><label><code>${name}</code> <small>header</small><input name="${name}" data-in="header" value="${String(value)}" autocomplete="off" spellcheck="false"></label></p>`,
    );
}

function bodyFields(requests: readonly ShownRequest[]): readonly Html[] {
  const prefills = requests.flatMap((request): Prefill[] => {
    const body = bodyText(request);
    const contentType = headerValue(request.example.request.headers, 'content-type');
    if (body === undefined || contentType === undefined) return [];
    return [{ name: request.name, contentType, body }];
  });
  const [first] = prefills;
  if (first === undefined) return [];
  const options = prefills.map(
    ({ name, contentType, body }) =>
      html`<option value="${contentType}" data-body="${body}">${name}</option>`,
  );
  return [
    html`<p><label>Content<select name="content">${options}</select></label></p>`,
    html`<p><label>Body<textarea name="body" rows="8" spellcheck="false">
${first.body}</textarea></label></p>`,
  ];
}

/** The body as text; `undefined` where it is none. JSON is laid out for whoever edits it. */
function bodyText({ example }: ShownRequest): string | undefined {
  const { body } = example.request;
  if (body.length === 0) return undefined;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
  if (/[^\P{Cc}\t\r\n]|\ufffd/u.test(text)) return undefined;
  const value = example.call.body?.example.value;
  return JSON.stringify(value) === text ? JSON.stringify(value, null, 2) : text;
}
