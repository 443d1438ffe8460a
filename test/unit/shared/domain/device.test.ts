import { describe, expect, it } from 'vitest';
import { deviceOf } from '#shared/domain/device.ts';

const mozilla = (system: string, rest: string) => `Mozilla/5.0 (${system}) ${rest}`;
const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

describe('deviceOf', () => {
  it.each([
    [mozilla('Windows NT 10.0; Win64; x64', chrome), 'chrome', 'windows'],
    [mozilla('Windows NT 10.0; Win64; x64', `${chrome} Edg/140.0.0.0`), 'edge', 'windows'],
    [
      mozilla('Macintosh; Intel Mac OS X 10_15_7', 'AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15'),
      'safari',
      'mac',
    ],
    [mozilla('X11; Linux x86_64; rv:140.0', 'Gecko/20100101 Firefox/140.0'), 'firefox', 'linux'],
    [mozilla('Linux; Android 15; Pixel 9', chrome), 'chrome', 'android'],
    [mozilla('iPhone; CPU iPhone OS 18_0 like Mac OS X', 'CriOS/140.0 Mobile Safari/604.1'), 'chrome', 'ios'],
    [mozilla('X11; Linux x86_64', `${chrome.replace('Safari', 'Electron/45.4.1 Safari')}`), 'tsunagi', 'linux'],
    ['curl/8.0', 'other', 'other'],
    ['', 'other', 'other'],
  ])('reads %s', (userAgent, program, system) => {
    expect(deviceOf(userAgent)).toEqual({ program, system });
  });
});
