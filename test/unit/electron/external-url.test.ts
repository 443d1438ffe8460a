import { describe, expect, it } from 'vitest';
import { externalUrl } from '#electron/native/external-url.ts';

describe('addresses that the OS may open', () => {
  it.each([
    'https://example.com/a?b=c',
    'mailto:a@example.com',
    'mailto:a@example.com?subject=x&body=y&cc=b@example.com',
    'tel:+81312345678',
    'tel:03-1234-5678',
    'tel:+81-3-1234-5678;ext=12',
  ])('[DK1] %s', (url) => {
    expect(externalUrl(url)).toBe(url);
  });

  it.each([
    'http://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://host/share',
    'ms-msdt:/id',
    'tsunagi://conversation/1',
    'vbscript:x',
    ' ',
    'example.com',
    'https://bank.example@evil.example/',
    'https://u:p@evil.example/',
    'https://',
    'mailto:a@example.com?attach=/etc/passwd',
    'mailto:a@example.com?subject=x&Attachment=x',
    'tel:*%23 06',
    'tel:*21*0312345678',
    'tel:+8131234#1',
    'tel:',
  ])('[DK1] not %j', (url) => {
    expect(externalUrl(url)).toBeNull();
  });

  it('[DK1] is given on in its parsed form', () => {
    expect(externalUrl('HTTPS://Example.com/a b\n')).toBe('https://example.com/a%20b');
  });
});
