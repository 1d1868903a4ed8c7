// json-server: a REST API from a data file. It has no document, so that this one describes its
// README.
import process from 'node:process';
import jsonServer from 'json-server';

const server = jsonServer.create();
server.use(jsonServer.defaults({ logger: false }));
server.use(
  jsonServer.router({
    posts: [
      { id: 1, title: 'one', author: 'Ann' },
      { id: 2, title: 'two', author: 'Bob' },
    ],
    comments: [{ id: 1, body: 'well', postId: 1 }],
  }),
);
server.listen(Number(process.env.PORT), '127.0.0.1');
