import type {
  Credential,
  Operation,
  SecurityRequirement,
  SecurityScheme,
} from '../../api/model.ts';
import { areGiven, credentialsFor, lesserCredentials } from '../../example/credentials.ts';
import type { DraftCredential, RequestDraft } from '../../example/draft.ts';
import { type Finding, finding } from '../../finding.ts';
import type { Case } from '../case.ts';
import { escapeToken } from '../id.ts';
import {
  breaksOnly,
  type Expected,
  keepsContract,
  type Planning,
  type Proposal,
  propose,
} from './planning.ts';
import { validRequestsOf } from './valid-request.ts';

/** Requests with each sufficient set of credentials, and with insufficient ones. */
export function* accessCases(operation: Operation, planning: Planning): Iterable<Case> {
  const { security } = operation;
  const [base] = validRequestsOf(operation, planning);
  if (base === undefined || security.length === 0) return;
  const common = { operation, group: 'access' } as const;
  const unmet = breaksOnly(operation, ({ code }) => code === 'security-unmet');
  yield* propose(
    {
      ...common,
      tokens: ['none'],
      title: 'without credentials',
      at: operation.at,
      drafts: [{ ...base, credentials: [] }],
      expects: unmet,
    },
    planning,
  );
  const given = planning.options.credentials ?? {};
  const usable = security.filter((requirement) => areGiven(requirement, given));
  for (const requirement of security.filter((one) => !usable.includes(one))) {
    const id = `${planning.names.get(operation)}/access/${nameOf(requirement)}`;
    planning.options.skipped?.({ id, reason: 'no credentials were given for it' });
  }
  // Accepted requests may change data, so they come after those that must be refused.
  for (const requirement of security) {
    for (const lesser of lesserAccess(requirement, base, planning)) {
      const expects = refusesAll(operation, lesser.at);
      const tokens = [nameOf(requirement), ...lesser.tokens];
      yield* propose({ ...common, ...lesser, tokens, expects }, planning);
    }
  }
  for (const requirement of usable) {
    const name = nameOf(requirement);
    for (const wrong of wrongAccess(credentialsFor(requirement, given), base)) {
      const expects = wrong.looksRight ? refusesAll(operation, wrong.at) : unmet;
      yield* propose({ ...common, ...wrong, tokens: [name, ...wrong.tokens], expects }, planning);
    }
  }
  for (const scheme of otherSchemes(operation, planning)) {
    yield* propose(
      {
        ...common,
        tokens: ['other', escapeToken(scheme.name)],
        title: `with "${scheme.name}", which is for other operations`,
        at: operation.at,
        drafts: [{ ...base, credentials: credentialsFor([{ scheme, scopes: [] }], given) }],
        expects: unmet,
      },
      planning,
    );
  }
  for (const requirement of usable) {
    const isAnyone = requirement.length === 0;
    yield* propose(
      {
        ...common,
        tokens: [nameOf(requirement)],
        title: isAnyone ? 'without credentials' : `with ${wordsFor(requirement)} only`,
        at: requirement[0]?.scheme.at ?? operation.at,
        drafts: [{ ...base, credentials: credentialsFor(requirement, given) }],
        expects: keepsContract(operation),
      },
      planning,
    );
  }
}

/** Schemes of other operations that were given, and do not suffice here. */
function otherSchemes(
  { security }: Operation,
  { judge, options }: Planning,
): readonly SecurityScheme[] {
  const own = new Set(security.flat().map(({ scheme }) => scheme.name));
  const all = judge.api.operations.flatMap((one) => one.security.flat());
  const others = all.filter(
    (one) => !own.has(one.scheme.name) && areGiven([one], options.credentials ?? {}),
  );
  return [...new Map(others.map(({ scheme }) => [scheme.name, scheme])).values()].slice(0, 2);
}

/** With each credential that is known to lack a required scope. */
function* lesserAccess(
  requirement: SecurityRequirement,
  base: RequestDraft,
  { options: { credentials = {} } }: Planning,
): Iterable<Pick<Proposal, 'tokens' | 'title' | 'at' | 'drafts'>> {
  for (const { scheme, scopes } of requirement) {
    const others = requirement.filter((one) => one.scheme !== scheme);
    if (!areGiven(others, credentials)) continue;
    for (const { scopes: has, secret } of lesserCredentials(scheme.name, credentials)) {
      const lacking = scopes.filter((one) => !has.includes(one));
      const isEnough = (other: SecurityRequirement) =>
        other.every((one) =>
          one.scheme.name === scheme.name
            ? one.scopes.every((scope) => has.includes(scope))
            : others.some(({ scheme }) => scheme.name === one.scheme.name),
        );
      // Another alternative may ask for less.
      if (lacking.length === 0 || base.operation.security.some(isEnough)) continue;
      const whole = [...credentialsFor(others, credentials), { scheme, secret }];
      yield {
        tokens: ['scope', ...lacking.slice(0, 1).map(escapeToken)],
        title: `with a "${scheme.name}" that lacks the scope "${lacking[0]}"`,
        at: scheme.at,
        drafts: [{ ...base, credentials: whole }],
      };
    }
  }
}

type WrongAccess = Pick<Proposal, 'tokens' | 'title' | 'at' | 'drafts'> & {
  /** Whether only the provider can know that it is wrong. */
  readonly looksRight: boolean;
};

/** One credential of a set is wrong, in another scheme, at another place, or missing. */
function* wrongAccess(
  whole: readonly DraftCredential[],
  base: RequestDraft,
): Iterable<WrongAccess> {
  for (const one of whole) {
    const { scheme, secret } = one;
    const { credential } = scheme;
    if (credential.type === 'transport' || credential.type === 'unknown') continue;
    const token = escapeToken(scheme.name);
    const replaced = (...others: readonly DraftCredential[]) => [
      {
        ...base,
        credentials: whole.flatMap((other) => (other === one ? others : [other])),
      },
    ];
    const wrongCredential = (way: string, title: string, others: readonly DraftCredential[]) => ({
      tokens: whole.length === 1 ? [way] : [token, way],
      title,
      at: scheme.at,
      drafts: replaced(...others),
      looksRight: way === 'wrong',
    });
    yield wrongCredential('wrong', `with a wrong "${scheme.name}"`, [
      { scheme, secret: `${secret}x` },
    ]);
    for (const [way, credential] of misplaced(scheme.credential)) {
      const other = { scheme: { ...scheme, credential }, secret: secretFor(credential, secret) };
      yield wrongCredential(way, `with "${scheme.name}" ${placeOf(credential)}`, [other]);
    }
    if (whole.length > 1) yield wrongCredential('missing', `without "${scheme.name}"`, []);
  }
}

/** The credential where the contract does not name it: in another HTTP scheme or place. */
function misplaced(credential: Credential): readonly (readonly [string, Credential])[] {
  if (credential.type === 'http') {
    const scheme = credential.scheme === 'basic' ? 'bearer' : 'basic';
    return [['scheme', { type: 'http', scheme }]];
  }
  if (credential.type !== 'apiKey') return [];
  const places = (['header', 'query', 'cookie'] as const).filter((one) => one !== credential.in);
  return places.map((place) => [`in-${place}`, { ...credential, in: place }]);
}

/** Basic credentials are a pair; other texts get an empty password. */
function secretFor(credential: Credential, secret: string): string {
  if (credential.type !== 'http') return secret;
  if (credential.scheme === 'basic') return secret.includes(':') ? secret : `${secret}:`;
  return secret.replace(/[^\w.~+/-]/g, '-');
}

function placeOf(credential: Credential): string {
  if (credential.type === 'http') return `in the scheme "${credential.scheme}"`;
  return credential.type === 'apiKey' ? `in the ${credential.in}` : '';
}

/** A credential that the judge accepts and the provider does not know. */
function refusesAll(operation: Operation, at: Finding['at']): Proposal['expects'] {
  const keeps = keepsContract(operation);
  return (verdict): Expected => {
    const kept = keeps(verdict);
    const place = { part: 'request', in: 'security' } as const;
    const because = finding('security-unmet', at, place, {
      known: operation.security.map((requirement) => wordsFor(requirement)),
    });
    return kept.ok ? { ok: true, expectation: { kind: 'refused', because } } : kept;
  };
}

function nameOf(requirement: SecurityRequirement): string {
  if (requirement.length === 0) return 'anonymous';
  return requirement.map(({ scheme }) => escapeToken(scheme.name)).join('+');
}

function wordsFor(requirement: SecurityRequirement): string {
  return requirement.map(({ scheme }) => `"${scheme.name}"`).join(' and ');
}
