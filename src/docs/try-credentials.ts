import type { Operation, SecurityRequirement, SecurityScheme } from '../api/model.ts';
import { alternativeFor, credentialsFor } from '../example/credentials.ts';
import { type Html, html } from '../html/template.ts';
import type { Labels } from './labels/en.ts';

/** A field for each credential, and a choice between alternatives (Security Requirement Object). */
export function credentialFields({ security, ...operation }: Operation, labels: Labels): Html[] {
  if (security.every((requirement) => requirement.length === 0)) return [];
  const usual = alternativeFor({ ...operation, security }, {});
  const options = security.map(
    (requirement, index) =>
      html`<option value="${String(index)}"${requirement === usual ? html` selected` : undefined}>${nameOf(requirement, labels)}</option>`,
  );
  const choice =
    security.length < 2
      ? []
      : [
          html`<p><label>${labels.authentication}<select name="security">${options}</select></label></p>`,
        ];
  const fields = security.map((requirement, index) => {
    const isOff = requirement !== usual;
    return html`<fieldset data-security="${String(index)}" aria-label="${nameOf(requirement, labels)}"${isOff ? html` disabled hidden` : undefined}>${fieldsOf(requirement, labels)}</fieldset>`;
  });
  return [...choice, ...fields];
}

function nameOf(requirement: SecurityRequirement, labels: Labels): string {
  if (requirement.length === 0) return labels.noAuthentication;
  return requirement.map(({ scheme }) => scheme.name).join(` ${labels.and} `);
}

function fieldsOf(requirement: SecurityRequirement, labels: Labels): readonly Html[] {
  return credentialsFor(requirement, {}).map(({ scheme, secret }) => {
    const place = placeOf(scheme);
    if (place === undefined) {
      return html`<p class="facts">${labels.tryUnsendable.replace('{name}', scheme.name)}</p>`;
    }
    const { name, note, prefix } = place;
    return html`<p><label><code>${name}</code> <small>${note}</small><input name="${name}" data-in="${place.in}"${prefix === undefined ? undefined : html` data-prefix="${prefix}"`} value="${secret}" autocomplete="off" spellcheck="false"></label></p>`;
  });
}

interface CredentialPlace {
  readonly in: string;
  readonly name: string;
  readonly note: string;
  /** The text before the credential in the header field. */
  readonly prefix?: string;
}

/** The place of a credential; `undefined` if no header field, query or cookie carries it. */
function placeOf({ name: schemeName, credential }: SecurityScheme): CredentialPlace | undefined {
  if (credential.type === 'apiKey') {
    return { in: credential.in, name: credential.name, note: `${credential.in}, ${schemeName}` };
  }
  if (credential.type !== 'http') return undefined;
  const prefix = credential.scheme.replace(/^./, (letter) => letter.toUpperCase());
  const note = `${prefix}, ${schemeName}`;
  return { in: 'header', name: 'Authorization', note, prefix };
}
