import type { ChangeSeverity } from './severity.ts';

export interface ApiRule {
  readonly title: string;
  readonly severity: ChangeSeverity;
}

const breaking = (title: string): ApiRule => ({ title, severity: 'breaking' });
const dangerous = (title: string): ApiRule => ({ title, severity: 'dangerous' });
const compatible = (title: string): ApiRule => ({ title, severity: 'compatible' });

/** Rules about the API as a whole, and about parts that only an answer has. */
export const apiRules = {
  'operation-added': compatible('An operation is added'),
  'operation-removed': breaking('An operation is removed'),
  'operation-removed-when-deprecated': dangerous('An operation that was deprecated is removed'),
  'operation-removed-before-sunset': breaking('An operation is removed before its sunset'),
  'operation-removed-after-sunset': compatible('An operation is removed after its sunset'),
  'operation-deprecated': compatible('An operation is deprecated'),
  'operation-no-longer-deprecated': compatible('An operation is no longer deprecated'),
  'operation-id-changed': compatible('An operation has another operationId'),
  'sunset-added': compatible('A deprecated operation has a sunset'),
  'sunset-removed': dangerous('A deprecated operation has no sunset any more'),
  'sunset-earlier': dangerous('The sunset is earlier'),
  'sunset-later': compatible('The sunset is later'),
  'sunset-unreadable': breaking('A sunset is not a date, so its day is unknown'),
  'stability-lowered': breaking('An operation is less stable'),
  'stability-raised': compatible('An operation is more stable'),
  'webhook-added': compatible('A webhook is added'),
  'webhook-removed': breaking('A webhook is removed'),
  'webhook-media-type-added': breaking('A webhook or callback may send another media type'),
  'webhook-media-type-removed': compatible('A webhook or callback no longer sends a media type'),
  'webhook-status-added': compatible('A webhook or callback may be answered by another status'),
  'callback-added': compatible('A callback is added'),
  'callback-removed': breaking('A callback is removed'),
  'success-status-added': dangerous('A new kind of success may be answered'),
  'error-status-added': compatible('An error is described in addition'),
  'success-status-removed': breaking('A success is no longer answered'),
  'error-status-removed': compatible('An error is no longer described'),
  'response-header-added': compatible('A response header is described'),
  'response-header-removed-required': breaking('A header that was always sent is removed'),
  'response-header-removed-optional': dangerous('A header that was sometimes sent is removed'),
  'response-header-became-required': compatible('A response header is always sent'),
  'response-header-became-optional': breaking('A response header is no longer always sent'),
  'response-header-style-changed': breaking('A response header is written in another style'),
  'response-link-removed': dangerous('A link is removed'),
  'response-link-added': compatible('A link is added'),
  'response-link-changed': dangerous('A link leads elsewhere, or passes other values'),
  'security-added': breaking('Credentials are required where none were'),
  'security-dropped': compatible('No credentials are needed any more'),
  'security-alternative-removed': breaking('Credentials that were enough no longer are'),
  'security-alternative-added': compatible('Other credentials are accepted, too'),
  'security-scope-added': breaking('A scope is needed in addition'),
  'security-scope-removed': compatible('A scope is no longer needed'),
  'security-scheme-changed': breaking('A credential is sent in another way'),
  'security-url-changed': dangerous('Credentials come from another URL'),
  'path-prefix-moved': compatible('A prefix has moved between all paths and the servers'),
  'server-removed': dangerous('A server is no longer listed'),
  'server-added': compatible('A server is listed in addition'),
} as const satisfies Record<string, ApiRule>;

export type ApiRuleId = keyof typeof apiRules;
