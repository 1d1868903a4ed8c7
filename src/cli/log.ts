import type { Finding } from '../finding.ts';
import type { MockEvent } from '../mock/event.ts';
import { messageOf, placeInContract } from '../report/message.ts';
import type { Terminal } from './terminal.ts';

/** From saying nothing to saying everything. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

export type LogLevel = (typeof logLevels)[number];

/** The log of a long-running program on stderr: words for people, or one JSON object per line. */
export interface Log {
  error(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  finding(level: 'error' | 'warn', finding: Finding, api: string): void;
  exchange(event: MockEvent): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

export interface LogOptions {
  readonly level: LogLevel;
  readonly json: boolean;
}

/** A log that writes to a terminal. */
export function createLog(terminal: Terminal, { level, json }: LogOptions): Log {
  const most = logLevels.indexOf(level);
  const isLogged = (wanted: LogLevel) => logLevels.indexOf(wanted) <= most;

  function write(
    wanted: Exclude<LogLevel, 'silent'>,
    message: string,
    fields: LogFields = {},
  ): void {
    if (!isLogged(wanted)) return;
    if (json) {
      const time = new Date().toISOString();
      terminal.note(JSON.stringify({ time, level: wanted, message, ...fields }));
    } else {
      const color = wanted === 'error' ? 'red' : wanted === 'warn' ? 'yellow' : 'dim';
      terminal.note(`${terminal.color(color, 'specwright:')} ${message}`);
    }
  }

  return {
    error: (message, fields) => write('error', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    info: (message, fields) => write('info', message, fields),
    finding(wanted, finding, api) {
      const at = placeInContract(finding.at);
      const message = messageOf(finding);
      if (json) write(wanted, message, { api, code: finding.code, ...(at !== '' && { at }) });
      else write(wanted, at === '' ? message : `${at}: ${message}`);
    },
    exchange(event) {
      const wanted = levelOf(event);
      if (!isLogged(wanted)) return;
      if (json) write(wanted, lineOf(event), fieldsOf(event));
      else for (const line of linesOf(event, terminal, isLogged('debug'))) terminal.note(line);
    },
  };
}

function levelOf(event: MockEvent): Exclude<LogLevel, 'silent'> {
  if (event.response.status >= 500 && isOurs(event)) return 'error';
  return event.tolerated === undefined ? 'info' : 'warn';
}

/** An undescribed 5xx: the contract is at fault, or we are. */
function isOurs({ source }: MockEvent): boolean {
  return source === 'problem' || source === 'own';
}

function lineOf({ request, response }: MockEvent): string {
  return `${request.method} ${request.target} ${response.status}`;
}

/**
 * A line for an exchange, one for a problem with its answer, and one for each finding or exception
 * of its request.
 */
function linesOf(event: MockEvent, terminal: Terminal, inDetail: boolean): readonly string[] {
  const { api, operation, request, response, milliseconds, source, findings, trouble } = event;
  const { tolerated = [] } = event;
  const { status } = response;
  const color = status < 400 ? 'green' : status < 500 ? 'yellow' : 'red';
  const detail = inDetail ? `, ${operation?.id ?? 'no operation'}, ${source}` : '';
  return [
    `${api ?? '-'} ${request.method} ${request.target} ` +
      `${terminal.color(color, String(status))} ` +
      terminal.color('dim', `${milliseconds.toFixed(1)} ms${detail}`),
    ...(trouble === undefined ? [] : [`  ${trouble}`]),
    ...findings
      .filter((finding) => !tolerated.includes(finding))
      .map((finding) => `  ${finding.severity}: ${messageOf(finding)}${place(finding, inDetail)}`),
    ...tolerated.map((finding) => `  let through: ${messageOf(finding)}${place(finding, true)}`),
  ];
}

/** The place in the contract behind a finding. */
function place({ at }: Finding, isShown: boolean): string {
  const written = placeInContract(at);
  return isShown && written !== '' ? ` (${written})` : '';
}

function fieldsOf(event: MockEvent): LogFields {
  const { api, operation, request, response, milliseconds, source, findings, trouble } = event;
  return {
    api,
    operation: operation?.id,
    method: request.method,
    target: request.target,
    status: response.status,
    milliseconds: Math.round(milliseconds * 1000) / 1000,
    source,
    ...(trouble !== undefined && { trouble }),
    findings: findings.map(findingFields),
    ...(event.tolerated && { tolerated: event.tolerated.map(findingFields) }),
  };
}

function findingFields(finding: Finding): LogFields {
  return {
    code: finding.code,
    severity: finding.severity,
    message: messageOf(finding),
    at: placeInContract(finding.at),
  };
}
