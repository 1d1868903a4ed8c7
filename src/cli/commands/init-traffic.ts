import path from 'node:path';
import { stringify } from 'yaml';
import { loadApi } from '../../api/load.ts';
import type { FirstContract } from '../../init/document.ts';
import { shareSchemas } from '../../init/infer/components.ts';
import { inferDocument } from '../../init/infer/document.ts';
import { loosened } from '../../init/infer/hold.ts';
import { apiTraffic } from '../../init/infer/traffic.ts';
import { withValue } from '../../json/edit.ts';
import { child } from '../../json/pointer.ts';
import { createJudge, type Judge } from '../../judge/judge.ts';
import type { Recorded } from '../../recording/recorded.ts';
import { recordedExamples } from '../../traffic/examples.ts';
import { printLeftOut, recordedOrExplain } from '../recorded-file.ts';
import { explain, type Terminal } from '../terminal.ts';

/** A first document that describes a recording; explains if there can be none. */
export async function contractFromTraffic(
  file: string,
  name: string,
  baseUrl: string | undefined,
  terminal: Terminal,
): Promise<FirstContract | undefined> {
  const recorded = await recordedOrExplain(file, terminal);
  if (recorded === undefined) return undefined;
  const traffic = apiTraffic(recorded, baseUrl);
  printLeftOut(traffic.leftOut, terminal);
  if (traffic.exchanges.length === 0) {
    explain(
      `cannot infer a document: "${path.basename(file)}" has no exchange of an API`,
      terminal,
    );
    return undefined;
  }
  const own = traffic.exchanges.map((one) => one.recorded);
  const held = await heldDocument(inferDocument(name, traffic), own);
  if (held === undefined) {
    explain('cannot infer a document: what was recorded makes none that can be read', terminal);
    return undefined;
  }
  const shown = shareSchemas(withExamples(held, own));
  const text = stringify(shown, {
    lineWidth: 100,
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
  });
  const head = `# Inferred by specwright from ${path.basename(file)}. It describes what was seen, and promises nothing yet.\n`;
  return { contract: { kind: 'copy', text: head + text, extension: '.yaml' }, api: held.judge.api };
}

interface HeldDocument {
  readonly document: object;
  readonly judge: Judge;
}

/** Loosened until the judge accepts the traffic; usually one pass is enough. */
async function heldDocument(
  inferred: object,
  recorded: readonly Recorded[],
): Promise<HeldDocument | undefined> {
  let document = inferred;
  for (let times = 0; ; times += 1) {
    const text = JSON.stringify(document);
    const { api } = await loadApi('openapi.json', { read: async () => text });
    if (api === undefined) return undefined;
    const judge = createJudge(api);
    const looser = times < 5 ? loosened(document, judge, recorded) : undefined;
    if (looser === undefined) return { document, judge };
    document = looser;
  }
}

function withExamples(
  { document, judge }: HeldDocument,
  recorded: readonly Recorded[],
): Readonly<Record<string, unknown>> {
  let result: unknown = document;
  const { additions } = recordedExamples([judge], recorded, { most: 1 });
  for (const { at, examples } of additions) {
    for (const { name, ...example } of examples) {
      result = withValue(result, child(at.pointer, 'examples', name), example);
    }
  }
  return result as Readonly<Record<string, unknown>>;
}
