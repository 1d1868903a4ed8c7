import { expect, test } from 'vitest';
import { apiOfLines } from './operations.ts';
import { rolesOf } from './roles.ts';

const schemas = {
  Order: 'id status total#',
  Customer: 'customer_id name email',
  Line: 'id order_id sku',
  Pet: 'id name tags[]',
  Profile: 'displayName language',
  Booking: 'firstname lastname price#',
  Task: 'gid title done?',
  Job: 'gid state progress#',
  Pod: 'metadata:name uid; spec:image',
  Invoices: 'invoices:[id number]; warnings[]',
};

/** Operations, each with its inferred role after `=`. */
const cases: readonly (readonly [title: string, operations: string])[] = [
  [
    'a collection, its members, and actions on them',
    `GET /orders > 200 [Order]                        = list orders
     POST /orders < Order > 201 Order                 = create orders
     GET /orders/{orderId} > 200 Order                = read orders
     HEAD /orders/{orderId} > 200                     = read orders
     PUT /orders/{orderId} < Order > 200 Order        = replace orders
     PATCH /orders/{orderId} < Order > 200 Order      = update orders
     DELETE /orders/{orderId}                         = delete orders
     POST /orders/{orderId}/cancel > 200 Order        = action orders
     POST /orders/{orderId}/remind > 202              = action orders
     OPTIONS /orders > 204                            = -`,
  ],
  [
    'a version and a prefix before it',
    `GET /api/v2/orders > 200 [Order]                 = list orders
     GET /api/v2/orders/{id} > 200 Order              = read orders`,
  ],
  [
    'two versions side by side',
    `GET /v1/orders/{id} > 200 Order                  = read orders
     GET /v2/orders/{id} > 200 Order                  = read v2/orders
     GET /shop/api/v1/orders/{id} > 200 Order         = read shop/orders`,
  ],
  [
    'a suffix behind each path',
    `GET /2010-04-01/Orders.json > 200 orders:[Order]; page# = list Orders
     POST /2010-04-01/Orders.json < Order > 201 Order = create Orders
     GET /2010-04-01/Orders/{Sid}.json > 200 Order    = read Orders
     POST /2010-04-01/Orders/{Sid}.json < Order > 200 Order = update Orders
     DELETE /2010-04-01/Orders/{Sid}.json             = delete Orders`,
  ],
  [
    'a suffix that tells two paths from each other',
    `GET /board > 200 Order                           = read board, one
     PATCH /board < Order > 200 Order                 = update board, one
     GET /board.json > 200 id count#                  = -`,
  ],
  [
    'collections in collections',
    `GET /customers/{customerId} > 200 Customer       = read customers
     GET /customers/{customerId}/orders > 200 [Order] = list customers/orders
     POST /customers/{customerId}/orders < Order > 201 Order = create customers/orders
     GET /customers/{customerId}/orders/{orderId} > 200 Order = read customers/orders
     GET /customers/{customerId}/orders/{orderId}/lines > 200 [Line] = list customers/orders/lines`,
  ],
  [
    'a collection below a parent, its members at the top',
    `GET /customers/{customerId}/orders > 200 [Order] = list orders
     POST /customers/{customerId}/orders < Order > 201 Order = create orders
     GET /orders/{orderId} > 200 Order                = read orders
     DELETE /orders/{orderId}                         = delete orders`,
  ],
  [
    'lists that show a short form',
    `GET /teams/{team}/orders > 200 data:[id status]  = list orders
     GET /orders/{orderId} > 200 data:Order           = read orders`,
  ],
  [
    'one item without an id',
    `GET /me > 200 Profile                            = read me, one
     GET /settings > 200 Profile                      = read settings, one
     PUT /settings < Profile > 200 Profile            = replace settings, one
     PATCH /settings < displayName > 200 Profile      = update settings, one
     GET /orders/{id}/address > 200 street city       = read orders/address, one
     PUT /orders/{id}/address < street city > 200 street city = replace orders/address, one
     DELETE /orders/{id}/address                      = delete orders/address, one`,
  ],
  [
    'something that is there or is not, and something of which nothing is known',
    `GET /gists/{id}/star > 204 > 404                 = read gists/star, one
     PUT /gists/{id}/star                             = replace gists/star, one
     DELETE /gists/{id}/star                          = delete gists/star, one
     GET /anything > 200                              = -
     PUT /anything > 200                              = -
     DELETE /anything > 200                           = -`,
  ],
  [
    'what is only shown',
    `GET /stats > 200 orders# customers#              = -
     GET /orders/{id}/preview > 200 html              = -
     GET /orders/count > 200 count#                   = -
     GET /orders > 200 [Order]                        = list orders
     GET /health > 204                                = -`,
  ],
  [
    'PUT of a collection with the id in the body',
    `POST /pet < Pet > 200 Pet                        = create pet
     PUT /pet < Pet > 200 Pet                         = replace pet, by /id of its body
     GET /pet/{petId} > 200 Pet                       = read pet
     GET /pet/findByStatus?status > 200 [Pet]         = list pet
     POST /pet/{petId}?name > 200 Pet                 = update pet
     POST /pet/{petId}/uploadImage > 200 code# message = action pet`,
  ],
  [
    'lists by other names',
    `GET /orders/search?q > 200 [Order]               = list orders
     GET /orders/overdue > 200 items:[Order]; total#  = list orders
     POST /orders/search < status > 200 [Order]       = list orders
     POST /orders/query < status > 200 data:[Order]   = list orders
     GET /orders/{id} > 200 Order                     = read orders`,
  ],
  [
    'verbs in paths',
    `POST /orders/create < Order > 200 Order          = create orders
     GET /orders/list > 200 [Order]                   = list orders
     GET /orders/{id}/details > 200 Order             = read orders
     POST /orders/{id}/update < Order > 200 Order     = update orders
     POST /orders/{id}/delete                         = delete orders
     GET /orders/{id} > 200 Order                     = read orders`,
  ],
  [
    'custom methods behind a colon',
    `GET /v1/orders/{order} > 200 Order               = read orders
     POST /v1/orders/{order}:cancel > 200 Order       = action orders
     POST /v1/orders:batchGet < ids[] > 200 orders:[Order] = -`,
  ],
  [
    'keys in parentheses',
    `GET /Orders > 200 value:[Order]                  = list Orders
     GET /Orders('{id}') > 200 Order                  = read Orders
     PATCH /Orders('{id}') < Order > 200 Order        = update Orders`,
  ],
  [
    'creations by 201, by a plural with an id, by what they are called',
    `POST /payments/{id}/captures < amount# > 201 pspReference = create payments/captures
     POST /donations < amount# > 200 id status        = create donations
     POST /checkout createSession < amount# > 200 url = create checkout
     POST /forward < amount# > 200 url                = -
     POST /login < name password > 200 token          = -`,
  ],
  [
    'verbs below a member are no creations, whatever they answer',
    `GET /tasks/{task_gid} > 200 data:Task            = read tasks
     POST /tasks/{task_gid}/addFollowers < followers[] > 201 data:Task = action tasks
     POST /tasks/{task_gid}/rename < title > 201 data:Task = action tasks
     POST /tasks/{task_gid}/subtasks < data:Task > 201 data:Task = create tasks`,
  ],
  [
    'a creation of what is read elsewhere',
    `GET /jobs/{job_gid} > 200 data:Job               = read jobs
     POST /tasks/{task_gid}/export > 201 data:Job     = create jobs`,
  ],
  [
    'many items at once',
    `GET /orders > 200 [Order]                        = list orders
     POST /orders/bulk < [Order] > 200 [Order]        = -
     POST /orders/bulk-delete < ids[]                 = -
     PUT /orders < [Order] > 200 [Order]              = -
     PATCH /orders < [Order] > 200                    = -
     DELETE /orders                                   = -
     DELETE /favorites?ids[]                          = -`,
  ],
  [
    'the list of all items in the place of one',
    `GET /invoices > 200 Invoices                     = list invoices
     POST /invoices < Invoices > 200 Invoices         = -
     GET /invoices/{id} > 200 Invoices                = -
     POST /invoices/{id} < Invoices > 200 Invoices    = -
     DELETE /invoices/{id}                            = delete invoices`,
  ],
  [
    'PUT that is the only way to make an item',
    `GET /flags/{key} > 200 key value > 404           = read flags
     PUT /flags/{key} < value > 200 key value         = replace flags
     PUT /orders/{id}/pins/{userId}                   = replace orders/pins
     DELETE /orders/{id}/pins/{userId}                = delete orders/pins
     GET /orders/{id}/pins/{userId} > 204 > 404       = read orders/pins`,
  ],
  [
    'PUT without a body of what is created by POST',
    `POST /templates < code name > 200 code name      = create templates
     PUT /templates/{code} > 200 code name            = action templates
     PATCH /templates/{code} < name > 200 code name   = update templates`,
  ],
  [
    'a view of an item by its own schema, and another one',
    `GET /orders/{id} > 200 Order                     = read orders
     GET /orders/{id}/status > 200 Order              = read orders
     PUT /orders/{id}/status < Order > 200 Order      = replace orders
     GET /orders/{id}/summary > 200 id total#         = -`,
  ],
  [
    'a list of what has its members below parents',
    `GET /customers/{id}/orders > 200 [Order]         = list customers/orders
     GET /customers/{id}/orders/{orderId} > 200 Order = read customers/orders
     GET /orders > 200 [Order]                        = list customers/orders`,
  ],
  [
    'an item that a query parameter names',
    `GET /todo > 200 [Task]                           = list todo
     POST /todo < Task > 200 Task                     = create todo
     DELETE /todo?id!                                 = delete todo
     GET /users.list?cursor > 200 members:[id name]; response_metadata:next_cursor = list users
     GET /users.info?user! > 200 ok?; user:id name    = read users
     POST /users.delete?user!                         = delete users`,
  ],
  [
    'an item in an envelope beside what belongs to it',
    `GET /articles/{id} > 200 data:id type; included:[id type]; links:self = read articles`,
  ],
  [
    'successes that only a default describes',
    `POST /users < id name > default id name          = create users
     GET /users/{id} > default id name                = read users
     GET /users > 400 code# > default [id name]       = list users`,
  ],
  [
    'a patch that is a list of changes',
    `GET /orders/{id} > 200 Order                     = read orders
     PATCH /orders/{id} < [op path value]             = update orders`,
  ],
  [
    'one thing that holds a list, as PUT of it says',
    `GET /databases/{id}/firewall > 200 rules:[id ip] = read databases/firewall, one
     PUT /databases/{id}/firewall < rules:[id ip] > 200 = replace databases/firewall, one
     GET /databases/{id}/nodes > 200 nodes:[id ip]    = list databases/nodes`,
  ],
  [
    'one thing that is created by POST',
    `GET /limit > 200 amount# currency                = read limit, one
     POST /limit < amount# currency > 200 amount# currency = create limit, one
     DELETE /limit                                    = delete limit, one
     GET /profile > 200 Profile                       = read profile, one
     POST /profile < Profile > 200                    = update profile, one`,
  ],
  [
    'contents without properties',
    `GET /files/{name} > 200                          = -
     PUT /files/{name} < [id] > 201                   = -`,
  ],
  [
    'a token behind the id',
    `GET /hooks/{hook_id} > 200 id token url          = read hooks
     GET /hooks/{hook_id}/{hook_token} > 200 id token url = read hooks
     DELETE /hooks/{hook_id}/{hook_token}             = delete hooks
     POST /hooks/{hook_id}/{hook_token} < text > 200 sent? = action hooks`,
  ],
  [
    'two parameters in a row, of which the first is a scope',
    `GET /repos/{owner}/{repo} > 200 id name          = read repos
     GET /repos/{owner}/{repo}/issues > 200 [number# title] = list repos/issues
     GET /repos/{owner}/{repo}/issues/{issue_number} > 200 number# title = read repos/issues`,
  ],
  [
    'another way to an item',
    `GET /customers > 200 [Customer]                  = list customers
     GET /customers/{id} > 200 Customer               = read customers
     GET /customers/by-email/{email} > 200 Customer   = read customers`,
  ],
  [
    'a list below a parameter that filters',
    `GET /repositories/{username} > 200 [slug name]   = list repositories
     GET /repositories/{username}/{slug} > 200 slug name = read repositories`,
  ],
  [
    'the one who asks, beside the others',
    `GET /user > 200 id login name                    = read user, one
     PATCH /user < name > 200 id login name           = update user, one
     GET /user/{account_id} > 200 id login name       = read user/{account_id}`,
  ],
  [
    'an id beside the item',
    `GET /booking > 200 [bookingid#]                  = list booking
     POST /booking < Booking > 200 bookingid#; booking:Booking = create booking
     GET /booking/{id} > 200 Booking                  = read booking`,
  ],
  [
    'items in a map by their ids',
    `GET /orders > 200 {Order}                        = list orders
     GET /orders/{id} > 200 Order                     = read orders
     GET /inventory > 200 count#                      = -`,
  ],
  [
    'lists in what is named like them',
    `GET /browse/categories > 200 categories:items:[id name] = list browse/categories
     GET /threads/archived?limit# > 200 members:[id]; threads:[id name]; has_more? = list threads/archived
     GET /me/tracks/contains?ids[] > 200 [string?]    = list me/tracks/contains`,
  ],
  [
    'searches beside what they search',
    `GET /orders > 200 [Order]                        = list orders
     POST /orders < Order > 201 Order                 = create orders
     GET /orders/{id} > 200 Order                     = read orders
     POST /search/orders < status > 200 orders:[Order]; total# = list orders
     GET /search?q > 200 results:[Order]; total#      = list orders
     POST /search-orders < status > 200 data:[Order]; total# = list orders
     POST /orders/_search < q > 200 hits:[Order]      = list orders
     GET /orders/search/findByTotal?total# > 200 _embedded:orders:[Order] = list orders`,
  ],
  [
    'a search by POST of what is only created',
    `POST /orders < Order > 201 Order                 = create orders
     POST /orders/query < status > 200 orders:[Order] = list orders`,
  ],
  [
    'verbs before the id',
    `GET /orders/all > 200 [Order]                    = list orders
     POST /orders/add < Order > 200 Order             = create orders
     GET /orders/get/{id} > 200 Order                 = read orders
     PUT /orders/update/{id} < Order > 200 Order      = update orders
     POST /orders/edit/{id} < Order > 200 Order       = update orders
     DELETE /orders/delete/{id}                       = delete orders`,
  ],
  [
    'verbs before the id, behind the scope of the items',
    `GET /orders/v1/{shopId}/list > 200 [Order]       = list orders
     POST /orders/v1/{shopId}/create < Order > 201 Order = create orders
     GET /orders/v1/{shopId}/info/{orderId} > 200 Order = read orders
     POST /orders/v1/{shopId}/update/{orderId} < Order > 200 Order = update orders
     POST /orders/v1/{shopId}/pause/{orderId} > 204    = action orders
     DELETE /orders/v1/{shopId}/delete/{orderId}      = delete orders`,
  ],
  [
    'other verbs before the same id',
    `GET /users/list > 200 [Customer]                 = list users
     GET /users/get/{userId} > 200 Customer           = read users
     POST /users/block/{userId} > 204                 = action users
     GET /users/orders/{userId} > 200 [Order]         = list users/orders`,
  ],
  [
    'a verb behind an item, before the id of another one',
    `GET /users > 200 [Customer]                      = list users
     GET /users/{id} > 200 Customer                   = read users
     GET /users/{id}/get/{orderId} > 200 Order        = read users/get`,
  ],
  [
    'a verb before a name that nothing else speaks of',
    `GET /show/{name} > 200 id name                   = read show`,
  ],
  [
    'one thing that POST changes, as its answer says',
    `GET /retention > 200 kind days#                  = read retention, one
     POST /retention < policy > 200 kind days#        = update retention, one
     GET /customers/{id} > 200 Customer               = read customers
     GET /customers/{id}/retention > 200 kind days#   = read customers/retention, one
     POST /customers/{id}/retention < policy > 200 kind days# = update customers/retention, one
     GET /customers/{id}/full > 200 Customer          = read customers
     POST /customers/{id}/full > 200 Customer         = action customers`,
  ],
  [
    'soft deletes, transitions and what is uploaded',
    `GET /orders/{id} > 200 order:Order               = read orders
     DELETE /orders/{id} > 200 order:Order            = delete orders
     POST /orders/{id}/restore > 200 order:Order      = action orders
     PUT /orders/{id}/cancel > 200 order:Order        = action orders
     PATCH /orders/{id}/archive > 204                 = action orders
     PUT /orders/{id}/status < status > 204           = action orders
     POST /orders/{id}/refunds < amount# > 201 id amount# = create orders/refunds
     PUT /orders/{id}/photo < file > 204              = action orders
     POST /orders/import < file > 202 job             = -
     GET /orders/export > 200                         = -`,
  ],
  [
    'POST that creates the item which its path names',
    `GET /partners/{id} > 200 id name                 = read partners
     POST /partners/{id} < id name > 201 id name      = replace partners
     PUT /partners/{id} < id name > 204               = replace partners`,
  ],
  [
    'POST to an item that must be there, because the operation describes 404',
    `GET /partners/{id} > 200 id name                 = read partners
     POST /partners/{id} < name > 201 id name > 404   = update partners
     GET /shelves/{shelf}/books/{id} > 200 id name    = read shelves/books
     POST /shelves/{shelf}/books/{id} < name > 201 id name > 404 = replace shelves/books`,
  ],
  [
    'keys of documents in a cluster',
    `GET /api/v1/spaces/{space}/pods > 200 kind; items:[Pod] = list spaces/pods
     POST /api/v1/spaces/{space}/pods < Pod > 201 Pod = create spaces/pods
     DELETE /api/v1/spaces/{space}/pods > 200 status  = -
     PUT /api/v1/spaces/{space}/pods/{name} < Pod > 200 Pod = replace spaces/pods
     GET /api/v1/spaces/{space}/pods/{name}/log > 200 = -
     GET /api/v1/pods > 200 kind; items:[Pod]         = list spaces/pods`,
  ],
  [
    'an envelope that says how it went',
    `GET /orders > 200 success?; data:items:[id name] = list orders
     POST /orders < name > 200 success?; data:id name = create orders
     GET /orders/{id} > 200 success?; message; data:id name = read orders
     GET /lines > 200 response:lines:[id sku]         = list lines
     GET /lines/{id} > 200 response:line:id sku       = read lines`,
  ],
  [
    'a job that goes on when it was asked for',
    `POST /jobs < kind > 202 jobId status             = create jobs
     GET /jobs/{jobId} > 200 jobId status             = read jobs
     DELETE /jobs/{jobId} > 202                       = delete jobs`,
  ],
];

test.each(cases)('%s', async (_, text) => {
  const lines = text.split('\n').map((line) => line.split(/\s+= /));
  const api = await apiOfLines(lines.map(([operation]) => operation).join('\n'), schemas);
  const inferred = new Map(
    [...rolesOf(api)].map(([{ method, path }, role]) => [`${method} ${path}`, role]),
  );
  const received = lines.map(([operation]) => {
    const [method, target] = operation!.trim().split(/\s+/);
    const name = `${method} ${target!.split('?')[0]}`;
    return `${name} = ${inferred.get(name)}`;
  });
  const expected = lines.map(([operation, role]) => {
    const [method, target] = operation!.trim().split(/\s+/);
    return `${method} ${target!.split('?')[0]} = ${role}`;
  });
  expect(received.join('\n')).toBe(expected.join('\n'));
});
