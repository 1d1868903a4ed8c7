import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { BaseResolver } from '@redocly/openapi-core';
import { expect, test, vi } from 'vitest';
import { checkApi } from '../../src/check/check.ts';
import { lintApi, loadRules } from '../../src/lint/lint.ts';
import { loadContract } from '../../src/sources/contract.ts';
import { folderOf, spawned } from '../cli/run.ts';

const parsed = vi.hoisted(() => [] as string[]);

vi.mock('yaml', async (original) => {
  const yaml = await original<typeof import('yaml')>();
  return {
    ...yaml,
    parseDocument(text: string, options: object) {
      parsed.push(text);
      return yaml.parseDocument(text, options);
    },
  };
});

vi.mock('js-yaml', async (original) => {
  const yaml = await original<typeof import('js-yaml')>();
  return {
    ...yaml,
    load(text: string, options: object) {
      parsed.push(text);
      return yaml.load(text, options);
    },
  };
});

const files = {
  'redocly.yaml': 'apis:\n  pets:\n    root: pets.yaml\nextends: [recommended]\n',
  'pets.yaml': `openapi: 3.1.1
info: { title: Pets, version: 1.0.0 }
paths:
  /pets:
    get:
      responses:
        '200':
          description: All pets.
          content:
            application/json:
              schema: { $ref: 'shared.yaml#/Pets' }
              example: [{ id: one }]
`,
  'shared.yaml': `Pets: { type: array, items: { $ref: 'pet.json' } }\n`,
  'pet.json': '{ "type": "object", "properties": { "id": { "type": "integer" } } }\n',
};

test('check reads each document of a contract once', async () => {
  const folder = await folderOf(files);
  const counts = path.join(folder, 'counts.txt');
  const hook = pathToFileURL(path.resolve('test/check/count-reads.mjs')).href;
  const { stderr } = await spawned(['check', '--no-cache'], folder, {
    NODE_OPTIONS: `--import ${hook}`,
    COUNTS: counts,
  });
  expect(stderr).toContain('pets');
  const { 'redocly.yaml': _, ...documents } = JSON.parse(await readFile(counts, 'utf8'));
  expect(documents).toEqual({
    'pets.yaml': 1,
    'shared.yaml': 1,
    'pet.json': 1,
    'evidence.yaml': 1,
    'scenarios.yaml': 1,
  });
});

test('check parses each document of a contract once', async () => {
  const cwd = await folderOf(files);
  const rules = await loadRules(cwd);
  const byRedocly = vi.spyOn(BaseResolver.prototype, 'parseDocument');
  const byJson = vi.spyOn(JSON, 'parse');
  parsed.length = 0;
  const entry = { name: 'pets', source: path.join(cwd, 'pets.yaml') };
  const { steps } = await checkApi(entry, {
    ...{
      cwd,
      rules,
      allowRemote: false,
      generated: 'generated',
      base: undefined,
      policy: undefined,
      output: undefined,
      fix: false,
    },
  });
  expect(steps.map(({ verdict }) => verdict)).toContain('failed');
  expect(byRedocly.mock.calls).toEqual([]);
  const timesOf = (text: string) =>
    [...parsed, ...byJson.mock.calls.map(([json]) => json)].filter((one) => one === text).length;
  expect(timesOf(files['shared.yaml'])).toBe(1);
  expect(timesOf(files['pet.json'])).toBe(1);
  // One of its examples is wrong. In braces: the extra read that finds its position.
  expect(timesOf(files['pets.yaml'])).toBe(2);
});

test('the rules report repeated names in an object of JSON', async () => {
  const cwd = await folderOf({
    'pets.json': '{ "openapi": "3.1.1", "info": { "title": "a", "title": "b", "version": "1" } }',
  });
  const entry = { name: 'pets', source: path.join(cwd, 'pets.json') };
  const contract = await loadContract(entry, { cwd, allowRemote: false });
  const { problems } = await lintApi(contract, { cwd, rules: await loadRules(cwd) });
  expect(problems.map(({ message }) => message).join()).toMatch(/comes twice in one object/);
});
