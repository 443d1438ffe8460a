import { describe, expect, it } from 'vitest';
import { busSocket } from '#electron/native/dbus/bus-address.ts';
import { readMessage, writeMessage } from '#electron/native/dbus/message.ts';
import { readValues } from '#electron/native/dbus/read-values.ts';
import { type BusValue, splitSignature, variant } from '#electron/native/dbus/types.ts';
import { writeValues } from '#electron/native/dbus/write-values.ts';

describe('values of D-Bus', () => {
  it.each<[string, readonly BusValue[]]>([
    [
      'susssasa{sv}i',
      ['Tsunagi', 0, '', '着信', '佐藤 <b>', ['default', '開く'], new Map([['urgency', variant('y', 2)]]), -1],
    ],
    ['ybnqiuxtd', [255, true, -2, 65535, -3, 4_294_967_295, -5n, 18_446_744_073_709_551_615n, 0.5]],
    [
      'a(yv)',
      [
        [
          [1, variant('o', '/a')],
          [8, variant('g', 'as')],
        ],
      ],
    ],
    ['aasv', [[['a'], []], variant('as', ['b'])]],
    ['as', [[]]],
  ])('are read as they were written: %s', (signature, values) => {
    expect(readValues(writeValues(signature, values), signature, true)).toEqual(values);
  });

  it('begin where the specification puts them', () => {
    expect([...writeValues('yu', [1, 2])]).toEqual([1, 0, 0, 0, 2, 0, 0, 0]);
    // The padding before the first element of an array is not counted in its length.
    expect([...writeValues('a(y)', [[[7]]])]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 7]);
    expect([...writeValues('s', ['ab'])]).toEqual([2, 0, 0, 0, 97, 98, 0]);
  });

  it('are refused when they reach over the end', () => {
    expect(() => readValues(Buffer.from([200, 0, 0, 0, 97]), 's', true)).toThrow('over the end');
    expect(() => readValues(Buffer.from([255, 255, 255, 0]), 'ay', true)).toThrow('over the end');
    expect(() => readValues(Buffer.from([255, 255, 255, 255]), 'ay', true)).toThrow('over the end');
  });

  it('are of types that are known, closed and not nested without end', () => {
    expect(splitSignature('sa{sv}(ia{ss})')).toEqual(['s', 'a{sv}', '(ia{ss})']);
    expect(() => splitSignature('(ss')).toThrow('not closed');
    expect(() => splitSignature('z')).toThrow('no D-Bus type');
    // An array of nothing would never come to its end.
    expect(() => readValues(Buffer.from([8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]), 'a()', true)).toThrow(
      'empty struct',
    );
    expect(() => readValues(Buffer.alloc(16), 'a{s}', true)).toThrow('of pairs');
    expect(() => splitSignature('a'.repeat(100))).toThrow('too deep');
  });
});

describe('messages of D-Bus', () => {
  const call = {
    kind: 'call',
    serial: 7,
    path: '/a',
    interface: 'b.c',
    member: 'D',
    destination: 'e.f',
    signature: 'su',
    body: ['お客様', 9],
  } as const;

  it('come one after another, however they are cut', () => {
    const bytes = Buffer.concat([writeMessage(call), writeMessage({ ...call, serial: 8, signature: '', body: [] })]);
    for (let cut = 0; cut < writeMessage(call).length; cut += 1) expect(readMessage(bytes.subarray(0, cut))).toBeNull();
    const first = readMessage(bytes);
    expect(first?.message).toEqual(call);
    expect(readMessage(first?.rest ?? Buffer.alloc(0))?.message).toMatchObject({ serial: 8, body: [] });
  });

  it('are refused when they say that they are larger than any', () => {
    const bytes = writeMessage(call);
    bytes.writeUInt32LE(200_000_000, 4);
    expect(() => readMessage(bytes)).toThrow('too long');
  });
});

describe('where the bus listens', () => {
  it.each([
    ['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
    ['unix:path=/tmp/a%20b,guid=1', '/tmp/a b'],
    ['tcp:host=x,port=1;unix:abstract=/tmp/c', '\0/tmp/c'],
    ['tcp:host=x,port=1', null],
    ['', null],
    [undefined, null],
  ])('%j is %j', (address, socket) => {
    expect(busSocket(address)).toBe(socket);
  });
});
