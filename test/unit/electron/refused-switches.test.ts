import { describe, expect, it } from 'vitest';
import { refusedSwitches } from '#electron/lifecycle/refused-switches.ts';

const user = { allowsRemoteDebugging: false, isRoot: false, platform: 'linux' };
const with_ = (argument: string, here = user) => refusedSwitches(['/opt/Tsunagi/tsunagi', argument], here);

describe('switches an installed app does not start with', () => {
  it.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--remote-debugging-address=0.0.0.0',
    '--remote-allow-origins=*',
    '--inspect',
    '--inspect-brk=0.0.0.0:9229',
    '--inspect-port=1',
    '--debug-brk',
    '-remote-debugging-port=9222',
    ' --remote-debugging-port=9222',
    '\t\n--inspect ',
    '\u00a0--disable-web-security',
    '\u200b--gpu-launcher=x',
    '\0--js-flags=x',
    '--Remote-Debugging-Port=9222',
    '--no-sandbox',
    '--disable-setuid-sandbox',
    '--disable-web-security',
    '--ignore-certificate-errors-spki-list=x',
    '--gpu-launcher=calc',
    '--renderer-cmd-prefix=x',
    '--browser-subprocess-path=x',
    '--load-extension=/tmp/x',
    '--js-flags=--allow-natives-syntax',
    '--log-net-log=/tmp/x',
    '--ssl-key-log-file=/tmp/x',
    '--auto-open-devtools-for-tabs',
  ])('[DK1] %s', (argument) => {
    expect(with_(argument)).toHaveLength(1);
    expect(with_(argument)[0]).not.toContain('=');
  });

  it.each([
    '--hub=https://hub.example',
    '--lang=ja',
    '--user-data-dir=/home/sato/x',
    '--password-store=gnome-libsecret',
    '--proxy-server=proxy.example:3128',
    '--force-device-scale-factor=1.5',
    'tsunagi://conversation/1',
    '/inspect/folder',
  ])('lets %s pass', (argument) => {
    expect(with_(argument)).toEqual([]);
  });

  it('[DK1] lets a driver attach where a policy of the administrator says so, and Node’s debugger nowhere', () => {
    const told = { ...user, allowsRemoteDebugging: true };
    expect(with_('--remote-debugging-port=0', told)).toEqual([]);
    expect(with_('--inspect', told)).toEqual(['inspect']);
  });

  it('lets root go without the sandbox, which Chromium demands of root', () => {
    expect(with_('--no-sandbox', { ...user, isRoot: true })).toEqual([]);
  });

  it('[DK1] knows how Windows writes a switch', () => {
    expect(with_('/remote-debugging-port=1', { ...user, platform: 'win32' })).toEqual(['remote-debugging-port']);
  });

  it('does not take the program for a switch', () => {
    expect(refusedSwitches(['--inspect'], user)).toEqual([]);
  });
});
