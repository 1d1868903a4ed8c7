import { createKaitenClient } from '../../generated/kaiten/client.ts';
import { ContractError, contractCheck, messageOf, openJudge } from '../../src/browser.ts';

/** The findings in a page that creates a customer at `baseUrl`. */
export async function checked(baseUrl: string): Promise<readonly string[]> {
  const told: string[] = [];
  const judge = await openJudge('/specs/openapi.yaml');
  const check = contractCheck(judge, {
    report: (findings) => told.push(...findings.map(messageOf)),
  });
  const kaiten = createKaitenClient({
    ...{ baseUrl, middleware: [check], credentials: { bearer: 'token' } },
  });
  await kaiten.createCustomer({ body: { name: 'A' } });
  return told;
}

/** Why a document yields no judge. */
export async function refusal(source: string): Promise<string> {
  try {
    await openJudge(source);
    return '';
  } catch (error) {
    return error instanceof ContractError ? error.message : `not expected: ${error}`;
  }
}
