import type { Api } from '../api/model.ts';
import type { SourceDocument } from '../json/document.ts';
import type { Mock } from '../mock/mock.ts';
import type { MockOptions } from '../mock/mock-options.ts';
import type { TlsPair } from '../mock/tls.ts';
import type { Recorded } from '../recording/recorded.ts';
import type { Selected } from './apis.ts';
import type { CertificateFiles } from './certificate.ts';
import type { FoundHandlers } from './mock-handlers.ts';
import type { PageTraffic } from './page-traffic.ts';

/** How some APIs are served. */
export interface ServeOptions {
  readonly cwd: string;
  /** Whether contracts may refer to documents on other hosts. */
  readonly allowRemote: boolean;
  readonly lenientNullable?: boolean;
  readonly host: string;
  /** One for all APIs, or one each. */
  readonly ports: readonly number[];
  readonly tls: TlsPair | undefined;
  /** The files of the certificate, unless it was generated. */
  readonly certificate: CertificateFiles | undefined;
  /** Finds the APIs again after a change of the files that define them. */
  readonly select: () => Promise<Selected>;
  readonly cors: boolean;
  /** Adds the documentation of its APIs to a server. */
  readonly withDocs: (mock: Mock, apis: readonly Api[]) => Mock;
  /** The requests for documentation, if the examination of contracts waits for them. */
  readonly pages?: PageTraffic;
  /** The path of the documentation. */
  readonly docs: string;
  /** How requests are answered. */
  readonly answers: Pick<
    MockOptions,
    | 'dynamic'
    | 'seed'
    | 'errors'
    | 'lenient'
    | 'strictQuery'
    | 'callbacks'
    | 'engine'
    | 'stateful'
    | 'scenario'
    | 'faults'
    | 'handlerTimeout'
    | 'allowAdmin'
    | 'webhooks'
  >;
  /** The file with the initial records of a stateful mock. */
  readonly seeds?: SourceDocument | undefined;
  /** Recorded exchanges that are answered again. */
  readonly replay?: { readonly file: string; readonly exchanges: readonly Recorded[] } | undefined;
  /** Loads the programs that answer for operations. */
  readonly findHandlers: (apis: readonly Api[]) => Promise<FoundHandlers>;
  readonly bodyLimit: number;
  /** Whether this process alone answers requests. */
  readonly isAlone: boolean;
  readonly watch: boolean;
  /** Whether only contracts without faults may be served. */
  readonly strict: boolean;
}
