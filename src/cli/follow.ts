import type { Api } from '../api/model.ts';
import type { ApiEntry } from '../registry.ts';
import {
  type Contract,
  filesOf,
  isSameEntry,
  reloadContracts,
  usableApi,
} from '../sources/contract.ts';
import { watchFiles } from '../sources/watch.ts';
import type { Selected } from './apis.ts';
import type { CertificateFiles } from './certificate.ts';
import type { Log } from './log.ts';

/** The served APIs, and the files that define them. */
export interface Served {
  readonly contracts: readonly Contract[];
  readonly registry: Selected['files'];
}

export interface FollowOptions {
  readonly cwd: string;
  /** Whether contracts may refer to documents on other hosts. */
  readonly allowRemote: boolean;
  readonly lenientNullable?: boolean;
  /** Finds the APIs again after a change of the files that define them. */
  readonly select: () => Promise<Selected>;
  /** Whether the number of APIs must stay the same, because each has a port. */
  readonly isFixed: boolean;
  /** The files of the certificate, unless it was generated. */
  readonly certificate: CertificateFiles | undefined;
  /** Serves other APIs from now on; returns whether that worked. */
  readonly swap: (apis: readonly Api[]) => Promise<boolean>;
  /** Serves with the current certificate. */
  readonly renewCertificate: (files: CertificateFiles) => Promise<void>;
}

/** Reloads the served APIs when their files change, until it is closed. */
export function follow(
  served: Served,
  options: FollowOptions,
  log: Log,
): { readonly close: () => void } {
  const { certificate } = options;
  let current = served;
  let kept = Promise.resolve();
  const watcher = watchFiles((changed) => {
    kept = kept.then(() => keepUp(changed));
  });
  watch();
  reportUnwatched(served.contracts, log);
  return watcher;

  function watch(): void {
    const { registry, contracts } = current;
    watcher.follow(new Map([...(certificate?.held ?? []), ...registry, ...filesOf(contracts)]));
  }

  async function keepUp(changed: ReadonlySet<string>): Promise<void> {
    if (
      certificate !== undefined &&
      [...certificate.held.keys()].some((name) => changed.has(name))
    ) {
      await options.renewCertificate(certificate);
    }
    const { entries, registry } = await entriesAfter(changed, current, options, log);
    const found = await reloadContracts(entries, current.contracts, changed, options);
    const contracts = found.map((contract) => wholeOrBefore(contract, current.contracts));
    reportReload(found, current.contracts, log);
    const names = changedNames(contracts, current.contracts);
    const isOther = names.loaded.length > 0 || names.gone.length > 0;
    if (isOther && (await options.swap(usableApis(contracts)))) {
      if (names.loaded.length > 0) log.info(`${names.loaded.join(', ')} was loaded again`);
      if (names.gone.length > 0) log.info(`${names.gone.join(', ')} is no longer served`);
    }
    current = { contracts, registry };
    watch();
  }
}

/** The APIs of contracts, without those that cannot be served. */
export function usableApis(contracts: readonly Contract[]): readonly Api[] {
  return contracts.map(usableApi).filter((api) => api !== undefined);
}

/** The entries of a changed registry; the earlier ones if it is invalid. */
async function entriesAfter(
  changed: ReadonlySet<string>,
  { contracts, registry }: Served,
  { select, isFixed }: FollowOptions,
  log: Log,
): Promise<{ readonly entries: readonly ApiEntry[]; readonly registry: Selected['files'] }> {
  const before = contracts.map(({ entry }) => entry);
  if (![...registry.keys()].some((file) => changed.has(file))) return { entries: before, registry };
  const { selection, files } = await select();
  const trouble = selection.ok
    ? isFixed && selection.apis.length !== before.length
      ? 'with a port for each, APIs are added and removed when the mock is started again'
      : undefined
    : selection.message;
  if (selection.ok && trouble === undefined) return { entries: selection.apis, registry: files };
  log.error(`${trouble}; the mock serves the same APIs as before the change`);
  return { entries: before, registry: files };
}

/** Only a complete contract replaces the served one. */
function wholeOrBefore(found: Contract, before: readonly Contract[]): Contract {
  const old = before.find(({ entry }) => isSameEntry(entry, found.entry));
  if (old === undefined || old === found) return found;
  // Files of the old contract are still watched, because a restored file would go unnoticed
  // otherwise.
  const files = new Map([...old.files, ...found.files]);
  return { ...(usableApi(found) === undefined ? old : found), files };
}

function reportReload(found: readonly Contract[], before: readonly Contract[], log: Log): void {
  for (const contract of found) {
    if (before.includes(contract)) continue;
    reportFindings([contract], log);
    if (usableApi(contract) !== undefined) continue;
    const isServed = before.some(({ entry }) => isSameEntry(entry, contract.entry));
    const what = isServed ? 'is served as it was before the change' : 'is not served';
    log.error(`${contract.entry.name} ${what}`);
  }
}

/** Reports the faults of contracts that loaded. */
export function reportFindings(contracts: readonly Contract[], log: Log): void {
  for (const contract of contracts) {
    const level = usableApi(contract) === undefined ? 'error' : 'warn';
    for (const finding of contract.findings) log.finding(level, finding, contract.entry.name);
  }
}

/** The names of loaded contracts, and of those that were removed. */
function changedNames(contracts: readonly Contract[], before: readonly Contract[]) {
  const served = new Set(before.map(({ api }) => api));
  return {
    loaded: contracts
      .filter((contract) => usableApi(contract) !== undefined && !served.has(contract.api))
      .map(({ entry }) => entry.name),
    gone: before
      .filter((old) => !contracts.some(({ entry }) => isSameEntry(entry, old.entry)))
      .map(({ entry }) => entry.name),
  };
}

function reportUnwatched(contracts: readonly Contract[], log: Log): void {
  for (const { entry } of contracts) {
    if (!/^https?:/.test(entry.source)) continue;
    log.info(`${entry.name} is at a URL, and the mock does not watch URLs`);
  }
}
