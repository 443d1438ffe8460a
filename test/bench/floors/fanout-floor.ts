// The floor of `fanout`: a bare Socket.IO server with one room; what comes in goes out to the room, as big as the hub's
// own push, with nothing stored, checked or looked up.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false });

io.on('connection', (socket) => {
  void socket.join('room');
  socket.on('say', (envelope: unknown, ack: () => void) => {
    io.to('room').emit('topic', envelope);
    ack();
  });
});

http.listen(0, '127.0.0.1', () => {
  console.log(`floor ready on http://127.0.0.1:${(http.address() as AddressInfo).port}`);
});
process.on('SIGTERM', () => {
  void io.close();
});
