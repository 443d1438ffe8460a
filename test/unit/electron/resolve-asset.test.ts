import { describe, expect, it } from 'vitest';
import { resolveAsset } from '#electron/scheme/resolve-asset.ts';

const refused = (status: number) => ({ kind: 'refused', status });

describe('the path list of app://tsunagi', () => {
  it.each([
    'app://tsunagi',
    'app://tsunagi/',
    'app://tsunagi/?x=1',
    'app://tsunagi/inbox',
    'app://tsunagi/customers/12#top',
  ])('[DK1] %s is the page itself', (url) => {
    expect(resolveAsset('GET', url)).toEqual({ kind: 'file', path: 'index.html', type: 'text/html; charset=utf-8' });
  });

  it.each([
    ['assets/index-a1b2.js', 'text/javascript; charset=utf-8'],
    ['assets/index-a1b2.css', 'text/css; charset=utf-8'],
    ['assets/inter.woff2', 'font/woff2'],
    ['assets/knot.SVG', 'image/svg+xml'],
  ])('[DK1] %s has its own type', (path, type) => {
    expect(resolveAsset('GET', `app://tsunagi/${path}?v=2`)).toEqual({ kind: 'file', path, type });
  });

  it.each([
    '../package.json',
    '..',
    'assets/../../main.cjs',
    'assets/..%2f..%2fmain.cjs',
    '%2e%2e/main.cjs',
    'assets\\..\\main.cjs',
    './index.html',
    '//etc/passwd',
    'assets//x.js',
    '.env',
    'assets/.hidden.js',
    'a%00.js',
    'a\u0000.js',
    'あ.js',
    'a b.js',
  ])('[DK1] %j names nothing', (path) => {
    expect(resolveAsset('GET', `app://tsunagi/${path}`)).toEqual(refused(400));
  });

  it.each(['index.js.map', 'page.php', 'x.exe', 'x.htm'])('[DK1] %s is of no type it serves', (path) => {
    expect(resolveAsset('GET', `app://tsunagi/${path}`)).toEqual(refused(404));
  });

  it.each([
    'app://other/index.html',
    'app://tsunagi.evil/',
    'app://tsunagi:80/',
    'file:///etc/passwd',
    'app://user@tsunagi/',
  ])('[DK1] %s is not our host', (url) => {
    expect(resolveAsset('GET', url)).toEqual(refused(403));
  });

  it.each(['POST', 'HEAD', 'PUT', 'get'])('[DK1] %s is refused', (method) => {
    expect(resolveAsset(method, 'app://tsunagi/')).toEqual(refused(405));
  });
});
