import type { Operation } from '../api/model.ts';
import type { Step } from './case.ts';

/** The example that a step shows, where its name says that the provider is to refuse it. */
export function errorNameOf({ operation, shows }: Step): string | undefined {
  if (shows === undefined || shows === '') return undefined;
  const isPaired = operation.responses.some(
    ({ status, content }) =>
      /^[45]|^default$/.test(status) &&
      content.some(({ examples }) => examples.some(({ name }) => name === shows)),
  );
  return isPaired || errorName.test(shows) ? shows : undefined;
}

const errorName =
  /error|invalid|bad|fail|insufficient|missing|not[-_ ]?found|unknown|conflict|duplicate|unauthori[sz]ed|forbidden|denied|reject|refus|declin|wrong|exceed|expired|too[-_ ]?(?:long|short|many|few|large|small|big)|\b[45]\d\d\b/i;

/** Whether a refusal is described by an example that a request has, too, so that it is about values. */
export function isPairedRefusal({ requestBody, responses }: Operation, status: number): boolean {
  const shown = new Set(
    requestBody?.content.flatMap(({ examples }) => examples.map((one) => one.name)),
  );
  return responses.some(
    (one) =>
      one.status === String(status) &&
      one.content.some(({ examples }) =>
        examples.some(({ name }) => name !== undefined && shown.has(name)),
      ),
  );
}
