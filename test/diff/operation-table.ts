/** A document with the given paths and other members. */
function api(paths: string, rest = ''): string {
  return `openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths: ${paths}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    renamed: {type: apiKey, in: header, name: x-key}
    other: {type: apiKey, in: query, name: key}
    login: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.example/t', scopes: {}}}}
${rest}`;
}

/** A GET of `/a` with the given members. */
const get = (members: string) =>
  api(`{/a: {get: {responses: {'200': {description: D}}${members === '' ? '' : `, ${members}`}}}}`);

/** A POST of `/a` with the given members. */
const post = (members: string) =>
  api(
    `{/a: {post: {responses: {'200': {description: D}}${members === '' ? '' : `, ${members}`}}}}`,
  );

/** A GET of `/a` with the given responses. */
const gives = (responses: string) => api(`{/a: {get: {responses: ${responses}}}}`);

/** A GET of `/a` with one query parameter. */
const queried = (parameter: string) => get(`parameters: [{name: q, in: query, ${parameter}}]`);

/** A webhook with the given members. */
const hook = (members: string) => api('{}', `webhooks: {hook: {post: {${members}}}}`);

/** A server with a region in its name. */
const regional = (regions: string) =>
  `servers: [{url: 'https://{region}.a.example', variables: {region: {default: eu, enum: ${regions}}}}]`;

/** The document with another flow of the scheme `login`. */
const twoFlows = (document: string) =>
  document.replace(
    'clientCredentials:',
    "password: {tokenUrl: 'https://a.example/t', scopes: {}}, clientCredentials:",
  );

const ok = `{get: {responses: {'200': {description: D}}}}`;
const json = (schema: string) => `content: {application/json: {schema: ${schema}}}`;
const text = '{type: string}';

/** Two versions of a document and their changes in each row, by the section of OpenAPI 3.1.1. */
// biome-ignore format: a table is read by its rows
export const operationTable: Readonly<Record<string, readonly (readonly [string, string, string, readonly string[]])[]>> = {
  'Paths Object (section 4.8.8)': [
    ['an operation', api(`{/a: ${ok}}`), api(`{/a: ${ok}, /b: ${ok}}`), ['compatible operation-added']],
    ['no operation', api(`{/a: ${ok}, /b: ${ok}}`), api(`{/a: ${ok}}`), ['breaking operation-removed']],
    ['another method', api(`{/a: ${ok}}`), api(`{/a: {put: {responses: {'200': {description: D}}}}}`), ['breaking operation-removed', 'compatible operation-added']],
    ['another name of a path parameter',
      api(`{'/a/{id}': {get: {parameters: [{name: id, in: path, required: true, schema: ${text}}], responses: {'200': {description: D}}}}}`),
      api(`{'/a/{key}': {parameters: [{name: key, in: path, required: true, schema: ${text}}], get: {responses: {'200': {description: D}}}}}`), []],
    ['a path parameter that was not described, and is any text',
      api(`{'/a/{id}': {get: {deprecated: true, x-sunset: '2030-01-01', responses: {'200': {description: D}}}}}`),
      api(`{'/a/{id}': {get: {deprecated: true, x-sunset: '2031-01-01', parameters: [{name: id, in: path, required: true, schema: ${text}}], responses: {'200': {description: D}}}}}`),
      ['compatible sunset-later']],
    ['a path parameter that was not described, and is an integer',
      api(`{'/a/{id}': {get: {responses: {'200': {description: D}}}}}`),
      api(`{'/a/{id}': {get: {parameters: [{name: id, in: path, required: true, schema: {type: integer}}], responses: {'200': {description: D}}}}}`),
      ['breaking request-schema-added']],
    ['another order of parameters in a path',
      api(`{'/a/{b}/{c}': {get: {parameters: [{name: b, in: path, required: true, schema: {type: integer}}, {name: c, in: path, required: true, schema: ${text}}], responses: {'200': {description: D}}}}}`),
      api(`{'/a/{c}/{b}': {get: {parameters: [{name: b, in: path, required: true, schema: {type: integer}}, {name: c, in: path, required: true, schema: ${text}}], responses: {'200': {description: D}}}}}`),
      ['breaking request-type-narrowed *', 'compatible request-type-widened']],
  ],
  'Operation Object (section 4.8.10)': [
    ['deprecation', get(''), get('deprecated: true'), ['compatible operation-deprecated']],
    ['no deprecation', get('deprecated: true'), get(''), ['compatible operation-no-longer-deprecated']],
    ['another operationId', get('operationId: a'), get('operationId: b'), ['compatible operation-id-changed']],
    ['a sunset', get('deprecated: true'), get(`deprecated: true, x-sunset: '2030-01-01'`), ['compatible sunset-added']],
    ['an earlier sunset', get(`deprecated: true, x-sunset: '2030-01-01'`), get(`deprecated: true, x-sunset: '2029-01-01'`), ['dangerous sunset-earlier']],
    ['a later sunset', get(`deprecated: true, x-sunset: '2030-01-01'`), get(`deprecated: true, x-sunset: '2031-01-01'`), ['compatible sunset-later']],
    ['no sunset', get(`deprecated: true, x-sunset: '2030-01-01'`), get(`deprecated: true`), ['dangerous sunset-removed']],
    ['a removal after deprecation', get('deprecated: true'), api('{}'), ['dangerous operation-removed-when-deprecated']],
    ['a removal before the sunset', get(`deprecated: true, x-sunset: '2030-01-01'`), api('{}'), ['breaking operation-removed-before-sunset']],
    ['a sunset that is not a date', get('deprecated: true'), get('deprecated: true, x-sunset: soon'), ['breaking sunset-unreadable']],
    ['a removal with a sunset that is not a date', get('deprecated: true, x-sunset: soon'), api('{}'), ['breaking sunset-unreadable']],
    ['less stability', get(''), get('x-stability-level: beta'), ['breaking stability-lowered']],
    ['more stability', get('x-stability-level: alpha'), get('x-stability-level: beta'), ['compatible stability-raised']],
    ['a word that is no level', get('x-stability-level: stable'), get('x-stability-level: solid'), []],
    ['a removal of what was a draft', get('x-stability-level: draft'), api('{}'), ['dangerous operation-removed']],
    ['a break of what was alpha', get('x-stability-level: alpha'), get(`x-stability-level: alpha, parameters: [{name: q, in: query, required: true, schema: ${text}}]`), ['dangerous request-parameter-added-required']],
    ['a break of what was beta, and is stable now', get('x-stability-level: beta'), get(`x-stability-level: stable, parameters: [{name: q, in: query, required: true, schema: ${text}}]`), ['dangerous request-parameter-added-required', 'compatible stability-raised']],
    ['a break of what becomes a draft by it', get(''), get(`x-stability-level: draft, parameters: [{name: q, in: query, required: true, schema: ${text}}]`), ['breaking stability-lowered', 'breaking request-parameter-added-required']],
    ['a removal after the sunset', get(`deprecated: true, x-sunset: '2020-01-01'`), api('{}'), ['compatible operation-removed-after-sunset']],
    ['other words', get('summary: one, tags: [a]'), get('summary: two, description: three, tags: [b]'), []],
  ],
  'Parameter Object (section 4.8.12)': [
    ['a needed parameter', get(''), queried(`required: true, schema: ${text}`), ['breaking request-parameter-added-required']],
    ['a parameter', get(''), queried(`schema: ${text}`), ['compatible request-parameter-added-optional']],
    ['no parameter', queried(`schema: ${text}`), get(''), ['dangerous request-parameter-removed']],
    ['a parameter that is needed', queried(`schema: ${text}`), queried(`required: true, schema: ${text}`), ['breaking request-parameter-became-required']],
    ['a parameter that is not', queried(`required: true, schema: ${text}`), queried(`schema: ${text}`), ['compatible request-parameter-became-optional']],
    ['another place', queried(`schema: ${text}`), get(`parameters: [{name: q, in: header, schema: ${text}}]`), ['breaking request-parameter-moved']],
    ['a header in other letters', get(`parameters: [{name: X-A, in: header, schema: ${text}}]`), get(`parameters: [{name: x-a, in: header, schema: ${text}}]`), []],
    ['another style', queried('schema: {type: array, items: {type: string}}'), queried('schema: {type: array, items: {type: string}}, explode: false'), ['breaking request-parameter-style-changed']],
    ['the same style, written out', queried('schema: {type: array, items: {type: string}}'), queried('schema: {type: array, items: {type: string}}, style: form, explode: true'), []],
    ['a style that makes no difference', queried(`schema: ${text}`), queried(`schema: ${text}, explode: false`), []],
    ['content for a schema', queried(`schema: {type: object}`), queried(json('{type: object}')), ['breaking request-parameter-style-changed']],
    ['reserved characters', queried(`schema: ${text}`), queried(`schema: ${text}, allowReserved: true`), ['dangerous request-parameter-reserved-changed']],
    ['an empty value', queried(`schema: ${text}`), queried(`schema: ${text}, allowEmptyValue: true`), ['compatible request-parameter-empty-allowed']],
    ['no empty value', queried(`schema: ${text}, allowEmptyValue: true`), queried(`schema: ${text}`), ['breaking request-parameter-empty-forbidden']],
    ['a parameter with a sunset', queried(`schema: ${text}, deprecated: true`), queried(`schema: ${text}, deprecated: true, x-sunset: '2030-01-01'`), ['compatible request-sunset-added']],
    ['an earlier sunset of a parameter', queried(`schema: ${text}, deprecated: true, x-sunset: '2031-01-01'`), queried(`schema: ${text}, deprecated: true, x-sunset: '2030-01-01'`), ['dangerous request-sunset-earlier']],
    ['a later sunset of a parameter', queried(`schema: ${text}, deprecated: true, x-sunset: '2030-01-01'`), queried(`schema: ${text}, deprecated: true, x-sunset: '2031-01-01'`), ['compatible request-sunset-later']],
    ['a sunset of a parameter that is not a date', queried(`schema: ${text}, deprecated: true`), queried(`schema: ${text}, deprecated: true, x-sunset: soon`), ['breaking request-sunset-unreadable']],
    ['a removed parameter after its sunset', queried(`schema: ${text}, deprecated: true, x-sunset: '2020-01-01'`), get(''), ['compatible request-parameter-removed-after-sunset']],
    ['a removed parameter before its sunset', queried(`schema: ${text}, deprecated: true, x-sunset: '2030-01-01'`), get(''), ['breaking request-parameter-removed-before-sunset']],
    ['a removed parameter that was deprecated', queried(`schema: ${text}, deprecated: true`), get(''), ['dangerous request-parameter-removed']],
    ['a removed parameter with a sunset that was not deprecated', queried(`schema: ${text}, x-sunset: '2020-01-01'`), get(''), ['dangerous request-parameter-removed']],
    ['a deprecated parameter', queried(`schema: ${text}`), queried(`schema: ${text}, deprecated: true`), ['compatible request-parameter-deprecated']],
    ['text for numbers, which are written as text', queried('schema: {type: integer}'), queried(`schema: ${text}`), ['compatible request-type-widened']],
    ['numbers for text', queried(`schema: ${text}`), queried('schema: {type: integer}'), ['breaking request-type-narrowed *']],
    ['text of a format for numbers', queried('schema: {type: integer}'), queried('schema: {type: string, format: uuid}'), ['breaking request-type-replaced *']],
    ['a list for a text', queried(`schema: ${text}`), queried(`schema: {type: array, items: ${text}}`), ['compatible request-parameter-repeatable']],
    ['a list of other texts', queried(`schema: ${text}`), queried('schema: {type: array, items: {type: string, maxLength: 3}}'), ['breaking request-max-length-lowered *', 'compatible request-parameter-repeatable']],
    ['a list of two at least', queried(`schema: ${text}`), queried(`schema: {type: array, items: ${text}, minItems: 2}`), ['breaking request-type-replaced *']],
    ['a list in one value', queried(`explode: false, schema: ${text}`), queried(`explode: false, schema: {type: array, items: ${text}}`), ['breaking request-type-replaced *']],
    ['a text for a list', queried(`schema: {type: array, items: ${text}}`), queried(`schema: ${text}`), ['breaking request-type-replaced *']],
    ['another default of a required parameter', queried('required: true, schema: {type: integer, default: 1}'), queried('required: true, schema: {type: integer, default: 2}'), ['compatible request-default-unused']],
    ['another default of a parameter that becomes optional', queried('required: true, schema: {type: integer, default: 1}'), queried('schema: {type: integer, default: 2}'), ['dangerous request-default-changed', 'compatible request-parameter-became-optional']],
    ['another default', queried('schema: {type: integer, default: 1}'), queried('schema: {type: integer, default: 2}'), ['dangerous request-default-changed']],
    ['a parameter of the path item', get(''), api(`{/a: {parameters: [{name: q, in: query, schema: ${text}}], get: {responses: {'200': {description: D}}}}}`), ['compatible request-parameter-added-optional']],
    ['numbers, listed as texts', queried('schema: {type: integer, enum: [1, 2]}'), queried('schema: {type: string, enum: ["1", "2"]}'), []],
    ['booleans, listed as texts', queried('schema: {type: boolean}'), queried('schema: {type: string, enum: ["true", "false"]}'), []],
    ['a number that no listed text is', queried('schema: {type: integer, enum: [1, 2]}'), queried('schema: {type: string, enum: ["1"]}'), ['breaking request-enum-value-removed *']],
  ],
  'Request Body Object (section 4.8.13)': [
    ['a body', post(''), post(`requestBody: {${json(text)}}`), ['compatible request-body-added-optional']],
    ['a needed body', post(''), post(`requestBody: {required: true, ${json(text)}}`), ['breaking request-body-added-required']],
    ['no body', post(`requestBody: {${json(text)}}`), post(''), ['breaking request-body-removed']],
    ['a body that is needed', post(`requestBody: {${json(text)}}`), post(`requestBody: {required: true, ${json(text)}}`), ['breaking request-body-became-required']],
    ['a body that is not', post(`requestBody: {required: true, ${json(text)}}`), post(`requestBody: {${json(text)}}`), ['compatible request-body-became-optional']],
    ['a media type more', post(`requestBody: {content: {text/plain: {}}}`), post(`requestBody: {content: {text/plain: {}, text/html: {}}}`), ['compatible request-media-type-added']],
    ['a media type less', post(`requestBody: {content: {text/plain: {}, text/html: {}}}`), post(`requestBody: {content: {text/plain: {}}}`), ['breaking request-media-type-removed']],
    ['a range that takes it in', post(`requestBody: {content: {text/plain: {}}}`), post(`requestBody: {content: {text/*: {}}}`), ['compatible request-media-type-added']],
    ['the same in other letters', post(`requestBody: {content: {application/json: {}}}`), post(`requestBody: {content: {Application/JSON; charset=utf-8: {}}}`), []],
    ['a schema', post(`requestBody: {content: {application/json: {}}}`), post(`requestBody: {${json(text)}}`), ['breaking request-schema-added']],
    ['no schema', post(`requestBody: {${json(text)}}`), post(`requestBody: {content: {application/json: {}}}`), ['compatible request-schema-removed']],
    ['a schema of everything', post(`requestBody: {content: {application/json: {}}}`), post(`requestBody: {${json('{}')}}`), []],
    ['another encoding', post(`requestBody: {content: {multipart/form-data: {schema: {type: object}}}}`), post(`requestBody: {content: {multipart/form-data: {schema: {type: object}, encoding: {a: {contentType: image/png}}}}}`), ['dangerous request-encoding-changed']],
  ],
  'Responses Object and Response Object (sections 4.8.16 and 4.8.17)': [
    ['another success', gives(`{'200': {description: D}}`), gives(`{'200': {description: D}, '202': {description: D}}`), ['dangerous success-status-added']],
    ['another error', gives(`{'200': {description: D}}`), gives(`{'200': {description: D}, '404': {description: D}}`), ['compatible error-status-added']],
    ['a success less', gives(`{'200': {description: D}, '202': {description: D}}`), gives(`{'200': {description: D}}`), ['breaking success-status-removed']],
    ['an error less', gives(`{'200': {description: D}, '404': {description: D}}`), gives(`{'200': {description: D}}`), ['compatible error-status-removed']],
    ['a range for its statuses', gives(`{'200': {description: D, ${json(text)}}}`), gives(`{2XX: {description: D, ${json(text)}}}`), ['dangerous success-status-added']],
    ['a range for an error', gives(`{'200': {description: D}, '404': {description: D}}`), gives(`{'200': {description: D}, 4XX: {description: D}}`), ['compatible error-status-added']],
    ['a status for its range', gives(`{2XX: {description: D}}`), gives(`{'200': {description: D}}`), []],
    ['a status of a range', gives(`{2XX: {description: D, ${json(text)}}}`), gives(`{'200': {description: D, ${json('{type: integer}')}}}`), ['breaking response-type-replaced *']],
    ['an error that was the default', gives(`{'200': {description: D}, default: {description: D, ${json(text)}}}`), gives(`{'200': {description: D}, '404': {description: D, ${json('{type: integer}')}}, default: {description: D, ${json(text)}}}`), ['breaking response-type-replaced *']],
    ['a media type less', gives(`{'200': {description: D, content: {text/plain: {}, text/html: {}}}}`), gives(`{'200': {description: D, content: {text/plain: {}}}}`), ['breaking response-media-type-removed']],
    ['a media type more', gives(`{'200': {description: D, content: {text/plain: {}}}}`), gives(`{'200': {description: D, content: {text/plain: {}, text/html: {}}}}`), ['compatible response-media-type-added']],
    ['a range that is one type of it', gives(`{'200': {description: D, content: {'*/*': {schema: ${text}}}}}`), gives(`{'200': {description: D, content: {application/json: {schema: ${text}}}}}`), ['compatible response-media-range-narrowed']],
    ['another element of XML', gives(`{'200': {description: D, content: {application/xml: {schema: {type: object, properties: {a: {type: string, xml: {name: b}}}}}}}}`), gives(`{'200': {description: D, content: {application/xml: {schema: {type: object, properties: {a: {type: string}}}}}}}`), ['breaking response-xml-changed']],
    ['an attribute of XML', gives(`{'200': {description: D, content: {application/xml: {schema: {type: object, properties: {a: {type: string}}}}}}}`), gives(`{'200': {description: D, content: {application/xml: {schema: {type: object, properties: {a: {type: string, xml: {attribute: true}}}}}}}}`), ['breaking response-xml-changed']],
    ['items of XML in an element', gives(`{'200': {description: D, content: {application/xml: {schema: {type: object, properties: {a: {type: array, items: {type: string}}}}}}}}`), gives(`{'200': {description: D, content: {application/xml: {schema: {type: object, properties: {a: {type: array, items: {type: string}, xml: {wrapped: true}}}}}}}}`), ['breaking response-xml-changed']],
    ['a name of XML that it has anyway, and another prefix', gives(`{'200': {description: D, content: {application/xml: {schema: {type: object, properties: {a: {type: string, xml: {namespace: 'urn:a', prefix: p}}}}}}}}`), gives(`{'200': {description: D, content: {application/xml: {schema: {type: object, properties: {a: {type: string, xml: {name: a, namespace: 'urn:a', prefix: q}}}}}}}}`), []],
    ['another element of XML, in JSON', gives(`{'200': {description: D, content: {application/json: {schema: {type: object, properties: {a: {type: string, xml: {name: b}}}}}}}}`), gives(`{'200': {description: D, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}}`), []],
    ['a schema', gives(`{'200': {description: D, content: {application/json: {}}}}`), gives(`{'200': {description: D, ${json(text)}}}`), ['compatible response-schema-added']],
    ['a header', gives(`{'200': {description: D}}`), gives(`{'200': {description: D, headers: {X-A: {schema: ${text}}}}}`), ['compatible response-header-added']],
    ['no header', gives(`{'200': {description: D, headers: {X-A: {schema: ${text}}}}}`), gives(`{'200': {description: D}}`), ['dangerous response-header-removed-optional']],
    ['no header that was always there', gives(`{'200': {description: D, headers: {X-A: {required: true, schema: ${text}}}}}`), gives(`{'200': {description: D}}`), ['breaking response-header-removed-required']],
    ['a header that need not be there', gives(`{'200': {description: D, headers: {X-A: {required: true, schema: ${text}}}}}`), gives(`{'200': {description: D, headers: {x-a: {schema: ${text}}}}}`), ['breaking response-header-became-optional']],
    ['a header that is always there', gives(`{'200': {description: D, headers: {X-A: {schema: ${text}}}}}`), gives(`{'200': {description: D, headers: {X-A: {required: true, schema: ${text}}}}}`), ['compatible response-header-became-required']],
    ['another schema of a header', gives(`{'200': {description: D, headers: {X-A: {schema: {type: integer}}}}}`), gives(`{'200': {description: D, headers: {X-A: {schema: {type: integer, minimum: 1}}}}}`), ['compatible response-minimum-raised']],
    ['numbers for text in a header', gives(`{'200': {description: D, headers: {X-A: {schema: ${text}}}}}`), gives(`{'200': {description: D, headers: {X-A: {schema: {type: integer}}}}}`), ['compatible response-type-narrowed']],
    ['text for numbers in a header', gives(`{'200': {description: D, headers: {X-A: {schema: {type: integer}}}}}`), gives(`{'200': {description: D, headers: {X-A: {schema: ${text}}}}}`), ['breaking response-type-widened *']],
    ['no link', gives(`{'200': {description: D, links: {next: {operationId: a}}}}`), gives(`{'200': {description: D}}`), ['dangerous response-link-removed']],
    ['a link', gives(`{'200': {description: D}}`), gives(`{'200': {description: D, links: {next: {operationId: a}}}}`), ['compatible response-link-added']],
    ['a link by another name of its operation', gives(`{'200': {description: D, links: {next: {operationId: a, parameters: {id: $response.body#/id}}}}}`).replace('get: {', 'get: {operationId: a, '), gives(`{'200': {description: D, links: {next: {operationId: b, parameters: {id: $response.body#/id}}}}}`).replace('get: {', 'get: {operationId: b, '), ['compatible operation-id-changed']],
    ['a link by the place of its operation instead of its name', gives(`{'200': {description: D, links: {next: {operationId: a}}}}`).replace('get: {', 'get: {operationId: a, '), gives(`{'200': {description: D, links: {next: {operationRef: '#/paths/~1a/get'}}}}`).replace('get: {', 'get: {operationId: a, '), []],
    ['a link by the same place, written in another way', gives(`{'200': {description: D, links: {next: {operationRef: '#/paths/~1a/get'}}}}`), gives(`{'200': {description: D, links: {next: {operationRef: '#/paths/%7E1a/get'}}}}`), []],
    ['a link to another place', gives(`{'200': {description: D, links: {next: {operationRef: '#/paths/~1a/get'}}}}`), gives(`{'200': {description: D, links: {next: {operationRef: 'https://b.example/api.yaml#/paths/~1a/get'}}}}`), ['dangerous response-link-changed']],
    ['a link that gives another value', gives(`{'200': {description: D, links: {next: {operationId: a, parameters: {id: $response.body#/id}}}}}`), gives(`{'200': {description: D, links: {next: {operationId: a, parameters: {id: $response.body#/key}}}}}`), ['dangerous response-link-changed']],
    ['a header with content for a schema', gives(`{'200': {description: D, headers: {X-A: {schema: ${text}}}}}`), gives(`{'200': {description: D, headers: {X-A: {${json(text)}}}}}`), ['breaking response-header-style-changed']],
    ['another description', gives(`{'200': {description: D}}`), gives(`{'200': {description: E}}`), []],
  ],
  'Security Requirement Object (section 4.8.30)': [
    ['credentials', get(''), get('security: [{key: []}]'), ['breaking security-added']],
    ['no credentials', get('security: [{key: []}]'), get(''), ['compatible security-dropped']],
    ['an alternative', get('security: [{key: []}]'), get('security: [{key: []}, {other: []}]'), ['compatible security-alternative-added']],
    ['an alternative less', get('security: [{key: []}, {other: []}]'), get('security: [{key: []}]'), ['breaking security-alternative-removed']],
    ['both of two', get('security: [{key: []}]'), get('security: [{key: [], other: []}]'), ['breaking security-alternative-removed']],
    ['one of both', get('security: [{key: [], other: []}]'), get('security: [{key: []}]'), ['compatible security-alternative-added']],
    ['a scope more', get('security: [{login: [a]}]'), get('security: [{login: [a, b]}]'), ['breaking security-scope-added']],
    ['a scope less', get('security: [{login: [a, b]}]'), get('security: [{login: [a]}]'), ['compatible security-scope-removed']],
    ['another name of the same scheme', get('security: [{key: []}]'), get('security: [{renamed: []}]'), []],
    ['another scheme of the same name', get('security: [{key: []}]'), get('security: [{key: []}]').replace('in: header, name: X-Key', 'in: query, name: X-Key'), ['breaking security-scheme-changed']],
    ['a flow more', get('security: [{login: []}]'), twoFlows(get('security: [{login: []}]')), ['compatible security-alternative-added']],
    ['a flow less', twoFlows(get('security: [{login: []}]')), get('security: [{login: []}]'), ['breaking security-alternative-removed']],
    ['another URL for tokens', get('security: [{login: []}]'), get('security: [{login: []}]').replace(/tokenUrl: [^,}]+/, 'tokenUrl: https://other.example/token'), ['dangerous security-url-changed']],
    ['another flow', get('security: [{login: []}]'), get('security: [{login: []}]').replace('clientCredentials:', 'password:'), ['breaking security-scheme-changed']],
    ['a scope more in two flows', twoFlows(get('security: [{login: []}]')), twoFlows(get('security: [{login: [a]}]')), ['breaking security-scope-added']],
    ['anonymous access as an alternative', get('security: [{key: []}, {}]'), get('security: [{key: []}]'), ['breaking security-added']],
    ['the same for all operations', get('security: [{key: []}]'), `${get('')}\nsecurity: [{key: []}]\n`, []],
  ],
  'Server Object (section 4.8.5)': [
    ['a prefix that moves into the server', api(`{/v1/a: ${ok}, /v1/b: ${ok}}`, 'servers: [{url: https://a.example/}]'), api(`{/a: ${ok}, /b: ${ok}}`, 'servers: [{url: https://a.example/v1}]'), ['compatible path-prefix-moved']],
    ['a prefix that moves out of the server', api(`{/a: ${ok}}`, 'servers: [{url: /v1}]'), api(`{/v1/a: ${ok}}`), ['compatible path-prefix-moved']],
    ['a prefix that moves, and an operation that goes', api(`{/v1/a: ${ok}, /v1/b: ${ok}}`), api(`{/a: ${ok}}`, 'servers: [{url: /v1}]'), ['breaking operation-removed', 'compatible path-prefix-moved']],
    ['a prefix that only one of the servers has', api(`{/v1/a: ${ok}}`, 'servers: [{url: /x}, {url: /y}]'), api(`{/a: ${ok}}`, 'servers: [{url: /x/v1}, {url: /y}]'), ['breaking operation-removed', 'dangerous server-removed', 'compatible server-added', 'compatible operation-added']],
    ['no server', api('{}', 'servers: [{url: /v1}, {url: /v2}]'), api('{}', 'servers: [{url: /v2}]'), ['dangerous server-removed']],
    ['a value less of a variable', api('{}', regional('[eu, us]')), api('{}', regional('[eu]')), ['dangerous server-removed']],
    ['a variable for its values', api('{}', 'servers: [{url: https://eu.a.example}, {url: https://us.a.example}]'), api('{}', regional('[eu, us]')), []],
    ['another default of a variable', api('{}', `servers: [{url: '/{v}', variables: {v: {default: v1}}}]`), api('{}', `servers: [{url: '/{v}', variables: {v: {default: v2}}}]`), ['dangerous server-removed', 'compatible server-added']],
    ['no server of its own', get('servers: [{url: /v2}]'), get(''), ['dangerous server-removed', 'compatible server-added']],
    ['the same server for a path', get('servers: [{url: /v2}]'), api(`{/a: {servers: [{url: /v2}], get: {responses: {'200': {description: D}}}}}`), []],
    ['a server', api('{}', 'servers: [{url: /v1}]'), api('{}', 'servers: [{url: /v1}, {url: /v2}]'), ['compatible server-added']],
  ],
  'Webhooks (section 4.8.1) and Callback Object (section 4.8.18), where the provider asks': [
    ['a webhook', api('{}'), api('{}', `webhooks: {hook: {post: {responses: {'200': {description: D}}}}}`), ['compatible webhook-added']],
    ['no webhook', api('{}', `webhooks: {hook: {post: {responses: {'200': {description: D}}}}}`), api('{}'), ['breaking webhook-removed']],
    ['what it sends may be more', api('{}', `webhooks: {hook: {post: {requestBody: {${json('{type: integer}')}}, responses: {'200': {description: D}}}}}`), api('{}', `webhooks: {hook: {post: {requestBody: {${json('{type: number}')}}, responses: {'200': {description: D}}}}}`), ['breaking response-type-widened *']],
    ['what it is told may be less', api('{}', `webhooks: {hook: {post: {responses: {'200': {description: D, ${json('{type: number}')}}}}}}`), api('{}', `webhooks: {hook: {post: {responses: {'200': {description: D, ${json('{type: integer}')}}}}}}`), ['breaking request-type-narrowed *']],
    ['what it is told with a header', hook(`responses: {'200': {description: D}}`), hook(`responses: {'200': {description: D, headers: {X-A: {required: true, schema: ${text}}}}}`), ['breaking request-parameter-added-required']],
    ['what it is told with a header that is needed', hook(`responses: {'200': {description: D, headers: {X-A: {schema: ${text}}}}}`), hook(`responses: {'200': {description: D, headers: {X-A: {required: true, schema: ${text}}}}}`), ['breaking request-parameter-became-required']],
    ['what it is told without a header', hook(`responses: {'200': {description: D, headers: {X-A: {required: true, schema: ${text}}}}}`), hook(`responses: {'200': {description: D}}`), ['dangerous request-parameter-removed']],
    ['what it is told by another status', hook(`responses: {'200': {description: D}}`), hook(`responses: {'200': {description: D}, '202': {description: D}}`), ['compatible webhook-status-added']],
    ['what it sends as another media type', hook(`requestBody: {content: {text/plain: {}}}, responses: {'200': {description: D}}`), hook(`requestBody: {content: {text/plain: {}, text/html: {}}}, responses: {'200': {description: D}}`), ['breaking webhook-media-type-added']],
    ['what it sends no longer as a media type', hook(`requestBody: {content: {text/plain: {}, text/html: {}}}, responses: {'200': {description: D}}`), hook(`requestBody: {content: {text/plain: {}}}, responses: {'200': {description: D}}`), ['compatible webhook-media-type-removed']],
    ['a callback', post(''), post(`callbacks: {done: {'{$request.body#/url}': ${ok}}}`), ['compatible callback-added']],
    ['no callback', post(`callbacks: {done: {'{$request.body#/url}': ${ok}}}`), post(''), ['breaking callback-removed']],
    ['a callback to another URL', post(`callbacks: {done: {'{$request.body#/url}': ${ok}}}`), post(`callbacks: {done: {'{$request.body#/hook}': ${ok}}}`), ['breaking callback-removed', 'compatible callback-added']],
    ['a callback that sends a parameter more', post(`callbacks: {done: {'{$request.body#/url}': ${ok}}}`), post(`callbacks: {done: {'{$request.body#/url}': {get: {parameters: [{name: q, in: query, required: true, schema: ${text}}], responses: {'200': {description: D}}}}}}`), ['compatible response-parameter-added-required']],
  ],
};
