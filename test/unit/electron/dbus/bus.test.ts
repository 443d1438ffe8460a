import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bus, openBus } from '#electron/native/dbus/bus.ts';
import { type BusService, type SessionBus, serveOnBus, startSessionBus } from '#test/support/session-bus.ts';

const TO = { destination: 'jp.example.Test', path: '/t', interface: 'jp.example.Test' };

let session: SessionBus;
let service: BusService;
let bus: Bus;
beforeEach(async () => {
  session = await startSessionBus();
  service = await serveOnBus(session.socket, TO.destination, ({ member, body, signature }) =>
    member === 'Echo' ? { signature, body } : { error: 'jp.example.Refused' },
  );
  bus = await openBus(session.socket, process.getuid?.() ?? 0);
});
afterEach(async () => {
  bus.close();
  service.close();
  await session.close();
});

describe('a line to a real session bus', () => {
  it('brings answers to their questions', async () => {
    const answers = await Promise.all(
      ['一', '二', '三'].map((text) => bus.call({ ...TO, member: 'Echo', signature: 's', body: [text] })),
    );
    expect(answers).toEqual([['一'], ['二'], ['三']]);
  });

  it('says a refusal by its name', async () => {
    await expect(bus.call({ ...TO, member: 'Other' })).rejects.toThrow('jp.example.Refused');
    await expect(bus.call({ ...TO, destination: 'jp.example.Nobody', member: 'Echo' })).rejects.toThrow(
      'ServiceUnknown',
    );
  });

  it('hears the signals that it asked for, and no others', async () => {
    const heard: unknown[] = [];
    await bus.listen("type='signal',interface='jp.example.Test'", ({ member, body }) => heard.push([member, ...body]));
    const signal = { path: '/t', signature: 'u', body: [5] };
    service.signal({ ...signal, interface: 'jp.example.Else', member: 'No' });
    service.signal({ ...signal, interface: 'jp.example.Test', member: 'Yes' });
    await expect.poll(() => heard).toEqual([['Yes', 5]]);
  });

  it('is told when the bus goes, and what was asked fails', async () => {
    await session.close();
    await bus.gone;
    await expect(bus.call({ ...TO, member: 'Echo' })).rejects.toThrow('gone');
  });

  it('is not opened where nobody listens', async () => {
    await expect(openBus('/nowhere/bus', 0)).rejects.toThrow('ENOENT');
  });
});
