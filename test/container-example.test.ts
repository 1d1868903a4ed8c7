import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

// No test reads the files with docker or kubectl: only their consistency is checked.
const folder = 'examples/container';
const textOf = (name: string) => readFileSync(`${folder}/${name}`, 'utf8');
const store = 'valkey://valkey:6379';

test('compose.yaml has three stateful mocks with one store, and the mocks wait for it', () => {
  const { services, volumes } = parse(textOf('compose.yaml'));
  const { mock, valkey } = services;
  expect(Object.keys(services)).toEqual(['mock', new URL(store).hostname]);
  expect(mock.command).toContain('--stateful');
  expect(mock.environment).toEqual({ SPECWRIGHT_STORE: store });
  expect(mock.deploy.replicas).toBe(3);
  const [, first, last] = /:(\d+)-(\d+):4010$/.exec(mock.ports[0]) ?? [];
  expect(Number(last) - Number(first) + 1).toBe(mock.deploy.replicas);
  expect(Object.keys(mock.depends_on)).toEqual(['valkey']);
  expect(valkey.healthcheck.test).toBeDefined();
  expect(valkey.deploy).toBeUndefined();
  expect(Object.keys(volumes)).toEqual([valkey.volumes[0].split(':')[0]]);
});

describe('kubernetes.yaml', () => {
  const all = parseAllDocuments(textOf('kubernetes.yaml')).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });
  const named = (kind: string, name: string) =>
    all.find((one) => one.kind === kind && one.metadata.name === name);

  test('has three stateful mocks with one store', () => {
    const [mock, valkey] = ['mock', 'valkey'].map((name) => named('Deployment', name).spec);
    expect([mock.replicas, valkey.replicas]).toEqual([3, 1]);
    const [container] = mock.template.spec.containers;
    expect(container.args).toContain('--stateful');
    expect(container.env).toEqual([{ name: 'SPECWRIGHT_STORE', value: store }]);
    const { ports } = named('Service', new URL(store).hostname).spec;
    expect(ports.map(({ port }: { port: number }) => String(port))).toEqual([new URL(store).port]);
  });

  test.each(['mock', 'valkey'])('routes the service %s to the pods of its deployment', (name) => {
    const { selector, template } = named('Deployment', name).spec;
    const service = named('Service', name).spec;
    expect(template.metadata.labels).toEqual(selector.matchLabels);
    expect(service.selector).toEqual(selector.matchLabels);
    const [container] = template.spec.containers;
    const names = container.ports.map((one: { name: string }) => one.name);
    expect(names).toEqual(service.ports.map((one: { targetPort: string }) => one.targetPort));
  });
});
