import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { ApiResponse, MediaType } from '../../src/api/model.ts';
import { type Api, createJudge, loadApi, type Operation } from '../../src/index.ts';
import { makeAnswer } from '../../src/mock/answer.ts';
import { createAnswerSources } from '../../src/mock/answer-sources.ts';
import type { Makers } from '../../src/mock/made-answer.ts';
import { createPrism } from '../../src/mock/prism/data.ts';
import { withOwnStatus } from '../../src/mock/told-status.ts';
import { contractsAndDocuments } from '../corpus/documents.ts';

/*
 * Checks every described answer: each operation, status and media type, as an example and generated
 * with several seeds. SPECWRIGHT_FULL=1 includes the large documents, and uses 20 seeds.
 */
const full = process.env.SPECWRIGHT_FULL === '1';
const seeds = full ? 20 : 3;
const largest = full ? Number.POSITIVE_INFINITY : 100_000;

/** Answers that no mock can give. The message of the mock must contain the reason. */
const refused: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'scalar-galaxy.yaml': {
    'getAllData 200 application/json': 'leads nowhere: nothing is there',
    'getAllData 200 application/xml': 'leads nowhere: nothing is there',
  },
  'openai.yaml': {
    // Schemas that are not valid: `required` names a property twice, `exclusiveMinimum` is a boolean in 3.1.
    'ListContainers 200 application/json': 'must be a list of names, each once',
    'CreateContainer 200 application/json': 'must be a list of names, each once',
    'RetrieveContainer 200 application/json': 'must be a list of names, each once',
    'listPaginatedFineTuningJobs 200 application/json': 'must be a number, but is true',
    'createFineTuningJob 200 application/json': 'must be a number, but is true',
    'retrieveFineTuningJob 200 application/json': 'must be a number, but is true',
    'cancelFineTuningJob 200 application/json': 'must be a number, but is true',
    'pauseFineTuningJob 200 application/json': 'must be a number, but is true',
    'resumeFineTuningJob 200 application/json': 'must be a number, but is true',
  },
};

const root = fileURLToPath(new URL('../../', import.meta.url));
const documents = contractsAndDocuments(largest).map((file) => path.relative(root, file));

describe('every answer that is described passes the judge, or is refused for a known reason', () => {
  let answers = 0;
  afterAll(() => expect(answers).toBeGreaterThan(100));

  it.each(documents)('%s', { timeout: 300_000 }, async (name) => {
    const file = path.join(root, name);
    const { api } = await loadApi(file);
    const makers = makersOf(api!);
    const known = refused[path.basename(file)] ?? {};
    const surprises: string[] = [];
    const met = new Set<string>();
    for (const [operation, response, media] of described(api!)) {
      const status = statusOf(response);
      const answer = [operation.id, status, media?.name].filter(Boolean).join(' ');
      for (let seed = 0; seed <= seeds; seed += 1) {
        answers += 1;
        const wanted = { ...ask(response, media, status), dynamic: seed > 0, seed: String(seed) };
        const outcome = await makeAnswer(operation, wanted, makers);
        const said = new TextDecoder().decode(outcome.response.body);
        if (outcome.source === 'problem') {
          if (known[answer] !== undefined && said.includes(known[answer])) met.add(answer);
          else surprises.push(`${answer}, seed ${seed}: ${said}`);
          continue;
        }
        const { method } = operation;
        if (outcome.source === 'shown') {
          const chosen = await chosenByPrism(operation, wanted, makers);
          if (chosen !== undefined && !chosen.equals(outcome.response.body)) {
            surprises.push(`${answer}: Prism gives ${chosen}`);
          }
        }
        const findings = makers.judge
          .response(operation, { method }, outcome.response)
          .findings.filter(({ severity }) => severity === 'violation')
          .filter((found) => !makers.sources.isServersOwn(found));
        if (findings.length > 0) surprises.push(`${answer}, seed ${seed}: ${findings[0]!.code}`);
      }
    }
    expect(surprises).toEqual([]);
    expect([...met].sort()).toEqual(Object.keys(known).sort());
  });
});

function makersOf(api: Api): Makers {
  const judge = createJudge(api);
  const sources = createAnswerSources(judge);
  return { judge, sources, prism: createPrism(sources) };
}

/** The bytes that Prism chooses from the same examples; `undefined` if it has none. */
async function chosenByPrism(
  operation: Operation,
  wanted: Parameters<typeof makeAnswer>[1],
  { prism, sources }: Makers,
): Promise<Buffer | undefined> {
  const given = await prism.answer(operation, wanted);
  const { response, media, range, status } = wanted;
  if (!given.ok || given.value === undefined || media === undefined) return undefined;
  // Prism does not know the status that a made-up body tells.
  const isAllowed = (body: unknown) =>
    media.schema === undefined || sources.isValid(media.schema, body);
  const isMadeUp = media.examples.length === 0;
  const told = isMadeUp ? withOwnStatus(given.value, status, isAllowed) : given.value;
  const { sent } = sources.exampleOf(told, { response, media, range: range! });
  return sent.ok ? Buffer.from(sent.content.body) : undefined;
}

function described(
  api: Api,
): readonly (readonly [Operation, ApiResponse, MediaType | undefined])[] {
  return api.operations.flatMap((operation) =>
    operation.responses.flatMap((response) => {
      const content = response.content.length > 0 ? response.content : [undefined];
      return content.map((media) => [operation, response, media] as const);
    }),
  );
}

function ask(response: ApiResponse, media: MediaType | undefined, status: number) {
  const fixed = { example: undefined, others: [], parameters: {}, errors: false, lenient: false };
  return { status, response, media, range: media?.range, ...fixed };
}

/** A status for `default` that no other response describes. */
function statusOf({ status }: ApiResponse): number {
  return status === 'default' ? 599 : Number(status.replace('XX', '99'));
}
