import type { ApiResponse, Operation } from '../api/model.ts';
import { documentedValues } from '../example/parameter.ts';
import type { Pairing, Step } from './case.ts';

/** The answers with an example of the same name as an example of a request. */
export function pairingOf(operation: Operation, name: string | undefined): Pairing | undefined {
  if (name === undefined || name === '') return undefined;
  const statuses = statusesWith(operation, name);
  const successes = statuses.filter((status) => !isError(status));
  if (successes.length > 0) return { name, isRefusal: false, statuses: successes };
  // A request's only example is the usual one, even if an error's example has its name.
  const isMeant = errorName.test(name) || requestNames(operation).size > 1;
  return statuses.length > 0 && isMeant ? { name, isRefusal: true, statuses } : undefined;
}

/** Whether the name of a request's example says that the provider must refuse it. */
export function isNamedForRefusal(operation: Operation, name: string | undefined): boolean {
  if (name === undefined || name === '') return false;
  return pairingOf(operation, name)?.isRefusal ?? errorName.test(name);
}

/** The names of the examples in an operation's bodies and parameters. */
export function requestNames({ requestBody, parameters }: Operation): ReadonlySet<string> {
  const examples = [
    ...(requestBody?.content.flatMap((media) => media.examples) ?? []),
    ...parameters.flatMap(documentedValues),
  ];
  return new Set(examples.flatMap(({ name }) => name ?? []));
}

/** The example of a step whose name says that the provider must refuse it. */
export function errorNameOf({ operation, shows }: Step): string | undefined {
  if (shows === undefined || shows === '') return undefined;
  const statuses = statusesWith(operation, shows);
  const isOfError = statuses.length > 0 ? statuses.every(isError) : errorName.test(shows);
  return isOfError ? shows : undefined;
}

const errorName =
  /error|invalid|bad|fail|insufficient|missing|not[-_ ]?found|unknown|conflict|duplicate|unauthori[sz]ed|forbidden|denied|reject|refus|declin|wrong|exceed|expired|too[-_ ]?(?:long|short|much|many|few|large|small|big|high|low|late|early)|\b[45]\d\d\b/i;

function isError(status: string): boolean {
  return /^[45]|^default$/.test(status);
}

/** The statuses of the answers that have an example with a name. */
function statusesWith({ responses }: Operation, name: string): readonly string[] {
  return responses.filter((one) => hasExample(one, name)).map(({ status }) => status);
}

function hasExample({ content }: ApiResponse, name: string): boolean {
  return content.some(({ examples }) => examples.some((one) => one.name === name));
}

/**
 * Whether an example of a refusal has the name of a request's example, so the refusal is about
 * values.
 */
export function isPairedRefusal(operation: Operation, status: number): boolean {
  const names = requestNames(operation);
  return operation.responses.some(
    (one) => one.status === String(status) && [...names].some((name) => hasExample(one, name)),
  );
}
