import { runners } from '../report/program-command.ts';
import { type Installer, installCommand } from './package-manager.ts';

/** The place of a project for a GitHub workflow. */
export interface WorkflowProject {
  readonly installer: Installer;
  readonly defaultBranch: string;
  /** From the root of the repository to the project: `packages/api`; `''` at the root. */
  readonly folder: string;
}

/** A GitHub workflow that checks each change of the contracts. */
export function workflow({ installer, defaultBranch, folder }: WorkflowProject): string {
  const defaults =
    folder === ''
      ? ''
      : `
    defaults:
      run:
        working-directory: ${JSON.stringify(folder)}`;
  const branch = JSON.stringify(defaultBranch);
  return `name: contracts
on:
  push:
    branches: [${branch}]
  pull_request:

permissions:
  contents: read

jobs:
  check:
    runs-on: ubuntu-latest${defaults}
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
${setUp(installer)}
      - run: ${installCommand(installer)}
      # A pull request is compared with its base, and a push with what was there before it.
      - run: ${runners[installer.manager]} specwright check \${BASE:+--base-ref "$BASE"}
        env:
          BASE: \${{ github.base_ref && format('origin/{0}', github.base_ref) || !github.event.created && github.event.before || '' }}
`;
}

/** The steps that bring Node and the package manager. */
function setUp({ manager }: Installer): string {
  const node = `      - uses: actions/setup-node@v4
        with:
          node-version: 24`;
  switch (manager) {
    case 'npm':
      return node;
    case 'pnpm':
    case 'yarn':
      return `${node}
      # Brings the ${manager} that "packageManager" in package.json names.
      - run: corepack enable`;
    case 'bun':
      return `${node}
      - uses: oven-sh/setup-bun@v2`;
  }
}
