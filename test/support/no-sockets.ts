import net from 'node:net';

// Unit tests start nothing: whoever opens a connection here belongs into test/.
net.Socket.prototype.connect = function refuse(): never {
  throw new Error('A unit test opened a connection. Tests that start or call something live in test/.');
};
