import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Api } from '../api/model.ts';
import { checkGenerated, writeGenerated } from '../generate/generate.ts';
import { outputOf } from '../generate/output.ts';
import type { GenerateSettings } from '../generate-settings.ts';
import { done, type StepResult } from './step.ts';

interface GeneratedOptions {
  readonly cwd: string;
  /** The folder of generated files. */
  readonly generated: string;
  readonly fix: boolean;
  readonly output: GenerateSettings | undefined;
}

/** Whether generated files fit the contract; with `fix`, writes them. */
export async function checkGeneratedFiles(
  api: Api,
  { cwd, generated: outDir, fix, output: settings }: GeneratedOptions,
): Promise<StepResult> {
  const output = () => outputOf(settings);
  if (!existsSync(path.resolve(cwd, outDir, api.name))) {
    const note = `there is no ${outDir}/${api.name}`;
    return { step: 'generated', verdict: 'skipped', problems: [], note };
  }
  if (fix) {
    const { written } = await writeGenerated([api], { cwd, outDir, output });
    return done('generated', [], written.length === 0 ? '' : `fixed ${written.join(', ')}`);
  }
  const drift = await checkGenerated([api], { cwd, outDir, output });
  return done(
    'generated',
    drift.map(({ kind, path: file }) => ({
      file,
      line: 1,
      column: 1,
      severity: 'error',
      rule: 'generated',
      message: `the file is ${kind}; run \`npx specwright generate\`, or this with --fix`,
    })),
  );
}
