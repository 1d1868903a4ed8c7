import type { MockEvent } from '../mock/event.ts';
import { originOf } from '../mock/own-answer.ts';
import { redactorOf } from '../report/exchange-secrets.ts';
import type { Log } from './log.ts';
import type { RecordingFile } from './recording-file.ts';
import { createTurnQueue } from './turn-queue.ts';

/** Copies the log's exchanges to a file, after the answers of a turn have left. */
export function recordingLog(log: Log, file: RecordingFile): Log & { end(): Promise<void> } {
  const queue = createTurnQueue<MockEvent>((event) => write(event, file));
  return {
    ...log,
    exchange(event) {
      log.exchange(event);
      if (event.source !== 'own') queue.add(event);
    },
    end() {
      queue.end();
      return file.end();
    },
  };
}

/** In the terms of the contract: without the prefix of its API. */
function write(
  { request, inside, response, operation, milliseconds }: MockEvent,
  file: RecordingFile,
) {
  const { status, headers, body } = response;
  const exchange = { request: inside ?? request, response: { status, headers, body } };
  const shown = redactorOf(operation, exchange).exchange(exchange);
  file.add(shown, originOf(request, 'http') + shown.request.target, milliseconds);
}
