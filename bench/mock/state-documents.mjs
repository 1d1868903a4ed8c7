// The records of the compared mocks with state, and each mock's own description of them.

/** Records with ascending ids, in ten groups. */
export const recordsOf = (count) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ id: index + 1, name: `n${index}`, group: `g${index % 10}` },
  }));
const thing = { $ref: '#/components/schemas/Thing' };
const json = (schema) => ({ description: '', content: { 'application/json': { schema } } });
const query = (name, type) => ({ name, in: 'query', schema: { type } });
export const contract = {
  openapi: '3.0.3',
  info: { title: 'Things', version: '1' },
  paths: {
    '/things': {
      get: {
        parameters: [
          query('group', 'string'),
          query('_page', 'integer'),
          query('_limit', 'integer'),
        ],
        responses: { 200: json({ type: 'array', items: thing }) },
      },
      post: { requestBody: json(thing), responses: { 201: json(thing) } },
    },
    '/things/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: { responses: { 200: json(thing), 404: { description: '' } } },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        properties: {
          ...{ id: { type: 'integer' }, name: { type: 'string' }, group: { type: 'string' } },
        },
      },
    },
  },
};

const response = {
  ...{
    uuid: 'r',
    statusCode: 200,
    label: '',
    headers: [],
    bodyType: 'DATABUCKET',
    databucketID: 'b1',
  },
  ...{ body: '', latency: 0, filePath: '', sendFileAsBody: false, rules: [], rulesOperator: 'OR' },
  ...{ disableTemplating: true, fallbackTo404: false, default: true, crudKey: 'id', callbacks: [] },
};
/** Mockoon's own format: a route over a data bucket. */
export const environmentOf = (all) => ({
  ...{ uuid: 'e', lastMigration: 33, name: 'Things', endpointPrefix: '', latency: 0, port: 0 },
  ...{ hostname: '127.0.0.1', folders: [], rootChildren: [{ type: 'route', uuid: 'x' }] },
  routes: [
    {
      ...{ uuid: 'x', type: 'crud', documentation: '', method: '', endpoint: 'things' },
      ...{ responses: [response], responseMode: null, streamingMode: null, streamingInterval: 0 },
    },
  ],
  ...{ proxyMode: false, proxyHost: '', proxyRemovePrefix: false, cors: true, headers: [] },
  ...{ proxyReqHeaders: [], proxyResHeaders: [], callbacks: [] },
  tlsOptions: {
    ...{ enabled: false, type: 'CERT', pfxPath: '', certPath: '', keyPath: '', caPath: '' },
    passphrase: '',
  },
  data: [
    ...[{ uuid: 'd', id: 'b1', name: 'things', documentation: '', value: JSON.stringify(all) }],
  ],
});

/**
 * The contract with Scalar's code. `x-seed` makes the first 1,000 items at once, because its
 * sandbox ends after a second.
 */
export const scalarOf = (count) => {
  const written = structuredClone(contract);
  const { '/things': list, '/things/{id}': item } = written.paths;
  list.get['x-handler'] = `
    const { group, _page, _limit } = req.query;
    const found = store.list('Thing').filter((one) => one.group === group);
    return found.slice((_page - 1) * _limit, _page * _limit);`;
  list.post['x-handler'] = `return store.create('Thing', req.body);`;
  item.get['x-handler'] = `return store.get('Thing', req.params.id);`;
  for (let first = 0; first < count; first += 1000) {
    const seed = `for (let index = ${first}; index < ${first + 1000}; index += 1)
      store.create('Thing', { id: index + 1, name: 'n' + index, group: 'g' + (index % 10) });`;
    written.components.schemas[`Seed${first}`] = { type: 'object', 'x-seed': seed };
  }
  return written;
};
