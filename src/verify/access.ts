import { escapePattern } from '../escape-pattern.ts';
import type { HttpHeaders, HttpRequest } from '../http/exchange.ts';
import { createRedactor, type Redactor, writtenForms } from '../report/redact.ts';
import type { Provider } from './provider.ts';
import { secretsOf } from './secrets.ts';

/** The credentials of a run, which can be replaced while it runs. */
export interface Access {
  /** Fetches credentials that have become too old. */
  renew(): Promise<void>;
  /**
   * Fetches credentials again after a 401; returns whether they differ. Credentials that never
   * succeeded are not fetched again.
   */
  renewRefused(request: HttpRequest): Promise<boolean>;
  /** Notes that a request succeeded, so its credentials were good. */
  accepted(request: HttpRequest): void;
  /** The request with the current credentials. */
  apply(request: HttpRequest): HttpRequest;
  /** Hides every credential, current and former. */
  redactor(): Redactor;
}

export function createAccess(provider: Provider): Access {
  const planned = provider.credentials ?? {};
  let secrets = secretsOf(provider);
  let redactor = createRedactor(secrets);
  let replacements: readonly (readonly [string, string])[] = [];
  let renewedAt = performance.now();
  let renewing: Promise<void> | undefined;
  let current = planned;
  /**
   * Whether the current credentials have been accepted; the first ones count as accepted, because
   * they may have expired.
   */
  let isProven = true;

  async function fetchAnew(fetch: NonNullable<Provider['renewal']>['fetch']): Promise<void> {
    current = await fetch();
    isProven = false;
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
      const { after } = provider.renewal ?? {};
      if (after !== undefined && performance.now() - renewedAt >= after) await renewOnce();
      else await renewing;
    },
    async renewRefused(request) {
      if (provider.renewal === undefined) return false;
      const used = values().filter((value) => carries(request, value));
      if (used.length === 0) return wasFormer(request);
      if (!isProven) return false;
      await renewOnce();
      const now = new Set(values());
      return used.some((value) => !now.has(value));
    },
    accepted(request) {
      if (!isProven && values().some((value) => carries(request, value))) isProven = true;
    },
    apply(request) {
      if (replacements.length === 0) return request;
      return { ...request, target: replaced(request.target), headers: fields(request.headers) };
    },
    redactor: () => redactor,
  };

  /** Requests that need new credentials at the same time share one fetch. */
  async function renewOnce(): Promise<void> {
    const { fetch } = provider.renewal ?? {};
    if (fetch === undefined) return;
    renewing ??= fetchAnew(fetch).finally(() => {
      renewing = undefined;
    });
    await renewing;
  }

  function values(): readonly string[] {
    return Object.values(current);
  }

  /** Whether a request was sent with credentials that have been replaced since. */
  function wasFormer(request: HttpRequest): boolean {
    const now = new Set(values());
    return secrets.some(({ value }) => !now.has(value) && carries(request, value));
  }

  function fields(headers: HttpHeaders): HttpHeaders {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        typeof value === 'string' ? replaced(value) : value?.map(replaced),
      ]),
    );
  }
}

function carries({ target, headers }: HttpRequest, secret: string): boolean {
  const texts = [target, ...Object.values(headers).flatMap((value) => value ?? [])];
  return writtenForms(secret).some((form) => {
    // A longer one is another one.
    const whole = new RegExp(`(?<![\\w.~+/%-])${escapePattern(form)}(?![\\w.~+/%-])`);
    return texts.some((text) => text.includes(form) && whole.test(text));
  });
}
