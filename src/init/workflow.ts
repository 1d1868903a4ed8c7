/** A GitHub workflow that holds each change against the contracts. */
export function workflow(): string {
  return `name: contracts
on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read

jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm install
      - run: npx specwright check --base-ref "origin/\${{ github.base_ref || 'main' }}"
`;
}
