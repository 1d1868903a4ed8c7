import type { Redactor, Secret } from '../report/redact.ts';
import { isSecretField } from '../report/secret-name.ts';
import type { CaseFinding, Outcome } from './outcome.ts';
import type { Provider } from './provider.ts';

/** The secrets in requests to a provider: credentials, and fields whose names suggest one. */
export function secretsOf({
  credentials = {},
  headers = {},
  variables = {},
}: Provider): readonly Secret[] {
  const variableOf = (name: string) =>
    Object.hasOwn(variables, name) ? variables[name]! : name.toUpperCase().replace(/\W+/g, '_');
  return [
    ...Object.entries(credentials).map(([name, value]) => ({ value, variable: variableOf(name) })),
    ...Object.entries(headers)
      .filter(([name]) => isSecretField(name) || Object.hasOwn(variables, name))
      // `Bearer abc`: the scheme is not a secret.
      .map(([name, value]) => ({ value: value.replace(/^\S+ +/, ''), variable: variableOf(name) })),
  ];
}

/** An outcome without the secrets that were sent. */
export function redactOutcome(outcome: Outcome, redactor: Redactor): Outcome {
  const shown =
    'reason' in outcome ? { ...outcome, reason: redactor.text(outcome.reason) } : outcome;
  if (shown.kind === 'skipped') return shown;
  const redacted = (found: CaseFinding): CaseFinding => ({
    ...found,
    finding: redactor.finding(found.finding),
    ...(found.shown && { shown: redactor.exchange(found.shown) }),
  });
  return {
    ...shown,
    exchanges: shown.exchanges.map(redactor.exchange),
    conflicts: shown.conflicts.map((one) => ({
      ...one,
      exchange: redactor.exchange(one.exchange),
    })),
    findings: shown.findings.map(redacted),
  };
}
