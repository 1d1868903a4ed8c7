import type { HttpHeaders, HttpRequest } from '../http/exchange.ts';
import { createRedactor, type Redactor, writtenForms } from '../report/redact.ts';
import type { Provider } from './provider.ts';
import { secretsOf } from './secrets.ts';

/** The credentials of a run, which may become others while it lasts. */
export interface Access {
  /** Fetches credentials that have become too old. */
  renew(): Promise<void>;
  /** A request with the credentials of now in place of those that it was planned with. */
  apply(request: HttpRequest): HttpRequest;
  /** What keeps every credential from being seen, those of now and the former ones. */
  redactor(): Redactor;
}

export function createAccess(provider: Provider): Access {
  const planned = provider.credentials ?? {};
  let secrets = secretsOf(provider);
  let redactor = createRedactor(secrets);
  let replacements: readonly (readonly [string, string])[] = [];
  let renewedAt = performance.now();
  let renewing: Promise<void> | undefined;

  async function fetchAnew(fetch: NonNullable<Provider['renewal']>['fetch']): Promise<void> {
    const current = await fetch();
    renewedAt = performance.now();
    replacements = Object.entries(planned).flatMap(([scheme, former]) => {
      const now = current[scheme];
      if (now === undefined || now === former) return [];
      const forms = writtenForms(now);
      return writtenForms(former).map((text, index) => [text, forms[index] ?? now] as const);
    });
    secrets = [...secrets, ...secretsOf({ ...provider, headers: {}, credentials: current })];
    redactor = createRedactor(secrets);
  }

  const replaced = (text: string) =>
    replacements.reduce((now, [former, next]) => now.replaceAll(former, () => next), text);

  return {
    async renew() {
      const { renewal } = provider;
      if (renewal === undefined) return;
      if (renewing === undefined && performance.now() - renewedAt >= renewal.after) {
        renewing = fetchAnew(renewal.fetch).finally(() => {
          renewing = undefined;
        });
      }
      await renewing;
    },
    apply(request) {
      if (replacements.length === 0) return request;
      return { ...request, target: replaced(request.target), headers: fields(request.headers) };
    },
    redactor: () => redactor,
  };

  function fields(headers: HttpHeaders): HttpHeaders {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        typeof value === 'string' ? replaced(value) : value?.map(replaced),
      ]),
    );
  }
}
