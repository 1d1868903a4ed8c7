import { expect, test } from 'vitest';
import { type JsonType, unknownShape } from '../../src/body/shape.ts';
import { isWireText } from '../../src/body/wire-text.ts';
import { parseMediaRange } from '../../src/http/media-type.ts';

// OpenAPI 3.1 section 4.8.14.1: an example is a value, or a text if its notation cannot express the value.
test.each<[string, JsonType[], unknown, boolean]>([
  ['application/xml', ['object'], '<pet/>', true],
  ['application/xml', ['string'], '<pet/>', false],
  ['application/xml', [], '<pet/>', true],
  ['application/xml', [], 'Rex', false],
  ['application/xml', ['object'], { name: 'Rex' }, false],
  ['application/x-www-form-urlencoded', ['object'], 'name=Rex', true],
  ['text/csv', ['array'], 'a,b', true],
  ['text/html', [], '<p>', false],
  // A string is a JSON value too, so a wrongly quoted example would stay hidden.
  ['application/json', ['object'], '{"name":"Rex"}', false],
  ['application/json', [], '<b>', false],
  ['text/event-stream', [], 'data: 1\n\n', true],
  ['application/jsonl', ['string'], '1\n', true],
  ['application/jsonl', ['array'], [1], false],
])('%s of %j: %j is already serialized: %s', (media, types, value, wanted) => {
  const shape = { ...unknownShape, types: new Set(types) };
  expect(isWireText(value, parseMediaRange(media)!, shape)).toBe(wanted);
});
