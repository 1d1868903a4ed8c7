import { expect, test } from 'vitest';
import { fieldBytes, fieldText, isFieldValue } from '../../src/http/field-text.ts';

test.each(['', 'plain', 'a\tb', 'Größe', '日本', '😀'])('%j comes back from its bytes', (text) => {
  const bytes = fieldBytes(text);
  expect(bytes).not.toMatch(/[^\0-\xff]/);
  expect(fieldText(bytes)).toBe(text);
});

test('bytes that are not UTF-8, and texts that are read already, stay as they are', () => {
  for (const text of ['Gr\xf6\xdfe', '日本', '\xff']) expect(fieldText(text)).toBe(text);
});

test('a field carries no control characters but tabs', () => {
  expect(['a', 'a\tb', '日本'].every(isFieldValue)).toBe(true);
  expect(['a\nb', '\r', '\0', '\x7f'].some(isFieldValue)).toBe(false);
});
