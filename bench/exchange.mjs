// A typical operation of business APIs, and an exchange without violations.

const customer = {
  type: 'object',
  required: ['name', 'email', 'status', 'address', 'createdAt'],
  additionalProperties: false,
  properties: {
    externalId: { type: 'string', maxLength: 40 },
    name: { type: 'string', minLength: 1, maxLength: 80 },
    email: { type: 'string', format: 'email' },
    phone: { type: 'string', pattern: '^\\+[0-9]{6,15}$' },
    status: { type: 'string', enum: ['active', 'blocked', 'closed'] },
    birthday: { type: 'string', format: 'date' },
    createdAt: { type: 'string', format: 'date-time' },
    newsletter: { type: 'boolean' },
    credit: { type: 'number', minimum: 0, maximum: 100_000 },
    points: { type: 'integer', minimum: 0 },
    language: { type: 'string', pattern: '^[a-z]{2}$' },
    currency: { type: 'string', minLength: 3, maxLength: 3 },
    notes: { type: 'string', maxLength: 1000 },
    vatId: { type: 'string', maxLength: 20 },
    website: { type: 'string', maxLength: 200 },
    address: { $ref: '#/components/schemas/Address' },
    tags: { type: 'array', maxItems: 20, items: { type: 'string', maxLength: 30 } },
    contacts: {
      type: 'array',
      items: {
        type: 'object',
        required: ['kind', 'value'],
        properties: {
          kind: { type: 'string', enum: ['email', 'phone', 'post'] },
          value: { type: 'string', minLength: 1 },
          primary: { type: 'boolean' },
        },
      },
    },
  },
};

const address = {
  type: 'object',
  required: ['street', 'city', 'country'],
  properties: {
    street: { type: 'string', maxLength: 100 },
    number: { type: 'string', maxLength: 10 },
    city: { type: 'string', maxLength: 60 },
    zip: { type: 'string', maxLength: 12 },
    country: { type: 'string', pattern: '^[A-Z]{2}$' },
  },
};

export const parameters = [
  { name: 'tenant', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
  { name: 'dryRun', in: 'query', schema: { type: 'boolean' } },
  {
    name: 'expand',
    in: 'query',
    schema: { type: 'array', items: { type: 'string', enum: ['address', 'contacts'] } },
  },
];

const created = {
  allOf: [
    {
      type: 'object',
      required: ['name', 'email', 'address'],
      properties: customer.properties,
    },
    { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } },
  ],
};

export const document = {
  openapi: '3.0.3',
  info: { title: 'Customers', version: '1' },
  paths: {
    '/tenants/{tenant}/customers': {
      post: {
        operationId: 'createCustomer',
        security: [{ bearer: [] }],
        parameters,
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Customer' } } },
        },
        responses: {
          201: {
            description: 'created',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Created' } } },
          },
        },
      },
    },
  },
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    schemas: { Customer: customer, Address: address, Created: created },
  },
};

/** Thirty fields, with the nested ones. */
export const body = {
  externalId: 'crm-000123',
  name: 'Ada Example',
  email: 'ada@example.com',
  phone: '+4930123456',
  status: 'active',
  birthday: '1990-12-10',
  createdAt: '2024-05-17T10:30:00Z',
  newsletter: true,
  credit: 1250.5,
  points: 420,
  language: 'en',
  currency: 'EUR',
  notes: 'Prefers to be called in the afternoon; has two accounts with us.',
  vatId: 'DE123456789',
  website: 'https://example.com',
  address: { street: 'Example Street', number: '12b', city: 'Berlin', zip: '10115', country: 'DE' },
  tags: ['gold', 'newsletter', 'b2b'],
  contacts: [
    { kind: 'email', value: 'ada@example.com', primary: true },
    { kind: 'phone', value: '+4930123456', primary: false },
  ],
};

export const tenant = 'c211984f-b5a5-45fb-ae38-9f22fe0465d9';
export const answer = { id: 7, ...body };

const bytes = (value) => new TextEncoder().encode(JSON.stringify(value));

export const exchange = {
  request: {
    method: 'POST',
    target: `/tenants/${tenant}/customers?dryRun=true&expand=address&expand=contacts`,
    headers: {
      host: 'api.example.com',
      accept: 'application/json',
      'content-type': 'application/json',
      'content-length': String(bytes(body).length),
      authorization: 'Bearer 0123456789abcdef',
    },
    body: bytes(body),
  },
  response: {
    status: 201,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: bytes(answer),
  },
};
