import { type PayloadPart, payloadOf } from '../example/payload.ts';
import { type Html, html } from '../html/template.ts';
import { headerValue } from '../http/exchange.ts';
import { propertyNodes } from '../schema/members.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { ShownRequest } from './describe.ts';
import type { Labels } from './labels/en.ts';

/**
 * Fields for a body: its text, the parts of a multipart body, or a file; and a choice of examples.
 */
export function bodyFields(
  requests: readonly ShownRequest[],
  schemas: Schemas,
  labels: Labels,
): readonly Html[] {
  const bodies = requests.flatMap((request) => {
    const contentType = headerValue(request.example.request.headers, 'content-type');
    const fields = fieldsOf(request, schemas, labels);
    return fields === undefined || contentType === undefined
      ? []
      : [{ name: request.name, contentType, fields }];
  });
  if (bodies.length === 0) return [];
  const options = bodies.map(
    ({ name }, index) => html`<option value="${String(index)}">${name}</option>`,
  );
  return [
    html`<p><label>${labels.tryContent}<select name="content">${options}</select></label></p>`,
    ...bodies.map(
      ({ contentType, fields, name }, index) =>
        html`<fieldset data-content="${String(index)}" data-type="${contentType}" aria-label="${name}"${index === 0 ? undefined : html` disabled hidden`}>${fields}</fieldset>`,
    ),
  ];
}

function fieldsOf(
  request: ShownRequest,
  schemas: Schemas,
  labels: Labels,
): readonly Html[] | undefined {
  const { example } = request;
  const payload = payloadOf(example);
  const { body } = example.request;
  switch (payload.kind) {
    case 'none':
      return undefined;
    case 'file':
      return [fileField(labels.tryFile, html` data-bytes="${base64(body)}"`, labels)];
    case 'multipart':
      return payload.parts.map((part) => partField(part, isList(request, part, schemas), labels));
    case 'json':
      return [textField(JSON.stringify(payload.value, null, 2), labels)];
    case 'form':
    case 'text':
      return [textField(payload.text, labels)];
  }
}

function textField(text: string, labels: Labels): Html {
  return html`<p><label>${labels.tryBody}<textarea name="body" rows="8" spellcheck="false">
${text}</textarea></label></p>`;
}

/** A part keeps the header fields that the contract requires (RFC 7578 section 4). */
function partField(
  { name, text, headers, body }: PayloadPart,
  many: boolean,
  labels: Labels,
): Html {
  const head = [...headers].map(([field, value]) => `${field}: ${value}`).join('\n');
  if (text === undefined) {
    const attributes = html` data-head="${head}" data-bytes="${base64(body)}"${many ? html` multiple` : undefined}`;
    return fileField(name, attributes, labels);
  }
  return html`<p><label><code>${name}</code> <small>${headers.get('content-type')}</small><textarea data-head="${head}" rows="${text.includes('\n') ? '4' : '1'}" spellcheck="false">
${text}</textarea></label></p>`;
}

function fileField(name: string, attributes: Html, labels: Labels): Html {
  return html`<p><label><code>${name}</code> <small>${labels.tryExampleFile}</small><input type="file"${attributes}></label></p>`;
}

/** Whether a part is an item of a list, so that several files may be sent. */
function isList({ example }: ShownRequest, { name }: PayloadPart, schemas: Schemas): boolean {
  const schema = example.call.body?.media.schema;
  if (schema === undefined) return false;
  const nodes = propertyNodes(schemas.views.of(schema).schemas, name);
  return nodes.some((node) => schemas.shape(node).types.has('array'));
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
