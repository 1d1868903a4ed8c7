// hapi with joi and hapi-swagger: the document comes from the rules that validate.
import process from 'node:process';
import Hapi from '@hapi/hapi';
import Inert from '@hapi/inert';
import Vision from '@hapi/vision';
import HapiSwagger from 'hapi-swagger';
import Joi from 'joi';

const server = Hapi.server({ host: '127.0.0.1', port: Number(process.env.PORT) });
await server.register([
  Inert,
  Vision,
  {
    plugin: HapiSwagger,
    options: { OAS: 'v3.0', jsonPath: '/openapi.json', info: { title: 'Rooms', version: '1' } },
  },
]);
const rooms = new Map([[1, { id: 1, name: 'Attic', beds: 2 }]]);
let last = 1;

const NewRoom = Joi.object({
  name: Joi.string().min(1).max(20).required(),
  beds: Joi.number().integer().min(1).max(8).required(),
  view: Joi.string().valid('sea', 'yard'),
}).label('NewRoom');
const Room = NewRoom.keys({ id: Joi.number().integer().required() }).label('Room');
const Problem = Joi.object({
  statusCode: Joi.number().integer().required(),
  error: Joi.string().required(),
  message: Joi.string(),
  validation: Joi.object(),
}).label('Problem');
const params = Joi.object({ id: Joi.number().integer().required() });
const options = (id, validate, status) => ({
  id,
  tags: ['api'],
  validate,
  response: { status: { ...status, 400: Problem } },
});
const missing = (h) =>
  h.response({ statusCode: 404, error: 'Not Found', message: 'there is no such room' }).code(404);

server.route([
  {
    method: 'GET',
    path: '/rooms',
    options: options(
      'listRooms',
      {
        query: Joi.object({
          beds: Joi.number().integer().min(1),
          limit: Joi.number().integer().min(1).max(9),
        }),
      },
      { 200: Joi.array().items(Room).label('Rooms') },
    ),
    handler: ({ query: { beds, limit } }) =>
      [...rooms.values()]
        .filter((room) => beds === undefined || room.beds === beds)
        .slice(0, limit),
  },
  {
    method: 'POST',
    path: '/rooms',
    options: options('addRoom', { payload: NewRoom }, { 201: Room }),
    handler: ({ payload }, h) => {
      last += 1;
      rooms.set(last, { ...payload, id: last });
      return h.response(rooms.get(last)).code(201);
    },
  },
  {
    method: 'GET',
    path: '/rooms/{id}',
    options: options('getRoom', { params }, { 200: Room, 404: Problem }),
    handler: ({ params: { id } }, h) => rooms.get(id) ?? missing(h),
  },
  {
    method: 'PUT',
    path: '/rooms/{id}',
    options: options('replaceRoom', { params, payload: NewRoom }, { 200: Room, 404: Problem }),
    handler: ({ params: { id }, payload }, h) => {
      if (!rooms.has(id)) return missing(h);
      rooms.set(id, { ...payload, id });
      return rooms.get(id);
    },
  },
  {
    method: 'DELETE',
    path: '/rooms/{id}',
    options: options('deleteRoom', { params }, { 204: Joi.any().empty(''), 404: Problem }),
    handler: ({ params: { id } }, h) => (rooms.delete(id) ? h.response().code(204) : missing(h)),
  },
]);
await server.start();
