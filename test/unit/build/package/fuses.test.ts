import { describe, expect, it } from 'vitest';
import { fusesFor, readFuses, releaseFuses, wrongFuses } from '#build/package/fuses.ts';

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

function program(wire: string, version = 1): Buffer {
  return Buffer.concat([
    Buffer.from(`ELF…${SENTINEL}`),
    Buffer.from([version, wire.length]),
    Buffer.from(wire),
    Buffer.from('rest'),
  ]);
}

describe('[DK1] fuses', () => {
  it('of a release are all decided, and none lets Node in', () => {
    expect(releaseFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('that an old Electron has not are left out there, and only there', () => {
    expect(fusesFor('25.1.1')).not.toHaveProperty('grantFileProtocolExtraPrivileges');
    expect(fusesFor('45.4.1')).toEqual(releaseFuses);
  });

  it('are read back from a program', () => {
    const fuses = readFuses(program('01001100'));
    expect(fuses).toEqual({ ...releaseFuses });
    expect(wrongFuses(fuses, releaseFuses)).toEqual([]);
    expect(wrongFuses(readFuses(program('1100110')), fusesFor('25.1.1'))).toEqual([
      'runAsNode is true, expected false',
    ]);
  });

  it('that were removed from the wire count as missing', () => {
    expect(wrongFuses(readFuses(program('0100r100')), releaseFuses)).toEqual([
      'enableEmbeddedAsarIntegrityValidation is missing, expected true',
    ]);
  });

  it('are not guessed where there are none, of another kind, or different ones', () => {
    expect(() => readFuses(Buffer.from('a program'))).toThrow('no fuse wire');
    expect(() => readFuses(program('01001100', 2))).toThrow('has version 2, expected 1');
    expect(() => readFuses(Buffer.concat([program('01001100'), program('11001100')]))).toThrow('differ');
    expect(readFuses(Buffer.concat([program('01001100'), program('01001100')]))).toEqual(releaseFuses);
  });
});
