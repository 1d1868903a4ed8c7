import type { Parameter } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { contentText, writeParameter } from '../example/write.ts';
import { type Html, html } from '../html/template.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { DescribedOperation } from './describe.ts';
import type { Labels } from './labels/en.ts';
import { bodyFields } from './try-body.ts';
import { credentialFields } from './try-credentials.ts';

/**
 * A form that sends a request of an operation to a mock below `mock`, for pages beside one; its
 * script is `browser/try.ts`.
 */
export function tryItHtml(
  described: DescribedOperation,
  schemas: Schemas,
  mock: string,
  labels: Labels,
): Html | undefined {
  const { operation, requests, isWebhook } = described;
  if (isWebhook) return undefined;
  const first = requests[0]?.example;
  const parameters = operation.parameters.map((parameter) => {
    const sent = first?.call.parameters.find((given) => given.parameter === parameter);
    return parameterField(parameter, sent?.value, schemas, labels);
  });
  const cookies =
    operation.parameters.some((parameter) => parameter.in === 'cookie') ||
    operation.security.flat().some(({ scheme: { credential } }) => {
      return credential.type === 'apiKey' && credential.in === 'cookie';
    });
  return html`<details class="try" id="try">
<summary>${labels.tryIt}</summary>
<form data-method="${operation.method}" data-path="${operation.path}" data-mock="${mock}">
${parameters}
${credentialFields(operation, labels)}
${cookies ? html`<p class="facts">${labels.tryCookies}</p>` : undefined}
${bodyFields(requests, schemas, labels)}
${wanted(described, labels)}
<p><button type="submit">${labels.trySend}</button></p>
</form>
<div class="answer" role="status"></div>
</details>`;
}

/** The preferred answer: a status, a media type. */
function wanted({ operation: { responses } }: DescribedOperation, labels: Labels): Html {
  const statuses = responses.filter(({ status }) => /^\d{3}$/.test(status));
  const media = [...new Set(responses.flatMap(({ content }) => content.map(({ name }) => name)))];
  const accept =
    media.length < 2
      ? undefined
      : html`<p><label><code>Accept</code><select name="accept"><option value="">${labels.tryAny}</option>${media.map((name) => html`<option>${name}</option>`)}</select></label></p>`;
  return html`${accept}<p><label>${labels.tryStatus}<select name="prefer"><option value="">${labels.tryMockDecides}</option>${statuses.map(({ status }) => html`<option>${status}</option>`)}</select></label></p>`;
}

/** A single value is typed unchanged; a list, an object or a whole query is typed in its form on the wire. */
function parameterField(
  parameter: Parameter,
  value: unknown,
  schemas: Schemas,
  labels: Labels,
): Html {
  const { name, required, in: place, content, schema } = parameter;
  const types = schema === undefined ? undefined : schemas.shape(schema).types;
  const isRaw = place === 'querystring' || types?.has('array') || types?.has('object') || false;
  const text = value === undefined ? '' : fieldText(parameter, value, isRaw, schemas);
  const note = isRaw ? `, ${labels.tryAsSent}` : content === undefined ? '' : `, ${content.name}`;
  const attributes = html`name="${name}" data-in="${place}"${isRaw ? html` data-raw` : undefined}${required && place === 'path' ? html` required` : undefined}`;
  const values = isRaw || content !== undefined ? [] : listedTexts(parameter, schemas);
  const field =
    values.length === 0
      ? html`<input ${attributes} value="${text}" autocomplete="off" spellcheck="false">`
      : choiceField(values, text, attributes, labels);
  return html`<p><label><code>${name}</code> <small>${place}${note}${required ? `, ${labels.required}` : ''}</small>${field}</label></p>`;
}

function choiceField(
  values: readonly string[],
  chosen: string,
  attributes: Html,
  labels: Labels,
): Html {
  const options = values.map(
    (value) => html`<option${value === chosen ? html` selected` : undefined}>${value}</option>`,
  );
  return html`<select ${attributes}><option value="">${labels.tryNotSent}</option>${options}</select>`;
}

/** The few possible values of a parameter: those of an `enum`, or true and false. */
function listedTexts({ schema }: Parameter, schemas: Schemas): readonly string[] {
  if (schema === undefined) return [];
  const { types } = schemas.shape(schema);
  if (types.size === 1 && types.has('boolean')) return ['true', 'false'];
  const own = schemas.views.of(schema).schemas.find(({ keywords }) => Array.isArray(keywords.enum));
  const listed = (own?.keywords.enum ?? []) as readonly unknown[];
  return listed.filter((value) => value !== null && !isObject(value) && value !== '').map(String);
}

function fieldText(parameter: Parameter, value: unknown, isRaw: boolean, schemas: Schemas): string {
  if (isRaw) return writeParameter(parameter, value, schemas);
  const { content } = parameter;
  return content === undefined ? String(value) : contentText(content, value, schemas);
}
