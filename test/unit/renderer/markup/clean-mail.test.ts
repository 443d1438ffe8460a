import { describe, expect, it } from 'vitest';
import { createMailCleaner } from '#renderer/markup/clean-mail.ts';
import { mailDocument } from '#renderer/markup/mail-document.ts';
import { isDisguised, realHost } from '#renderer/markup/mail-links.ts';
import { safeStyle } from '#renderer/markup/mail-rules.ts';
import { REMOTE_LOADS, SCRIPTS } from '#test/support/remote-load-vectors.ts';

const clean = createMailCleaner(window);
const inner = (html: string): string => clean(html).innerHTML;
const made = (html: string, dark = false) => mailDocument(html, clean, { dark, lang: 'ja' });
const bodyOf = (srcdoc: string): HTMLElement => new DOMParser().parseFromString(srcdoc, 'text/html').body;

describe('[CH4] cleaning a mail', () => {
  it('keeps words, tables, lists and how they look', () => {
    const html =
      '<p style="color: red; margin: 0">佐藤様</p><ul><li>一</li></ul><table width="10"><tbody><tr><td>x</td></tr></tbody></table>';
    expect(inner(html)).toBe(html);
  });

  it.each([...REMOTE_LOADS, ...SCRIPTS].map(({ name, html }) => [name, html] as const))(
    'leaves nothing that loads or runs of: %s',
    (_name, html) => {
      const body = clean(html('https://canary.example/x'));
      for (const element of body.querySelectorAll('*')) {
        expect(['SCRIPT', 'STYLE', 'IFRAME', 'LINK', 'META', 'OBJECT', 'EMBED', 'SVG']).not.toContain(element.tagName);
        for (const { name, value } of element.attributes) {
          expect(name).not.toMatch(/^on|^srcset$|^background$|^poster$|^ping$|^xlink|^formaction$/u);
          if (name === 'src') expect(value).toMatch(/^data:image\/(?!svg)/u);
          if (name === 'style') expect(value).not.toContain('canary');
        }
      }
    },
  );

  it('keeps pictures that hold themselves and no others', () => {
    expect(inner('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">')).toContain('src="data:image/gif');
    for (const src of [
      'https://a.example/x.png',
      'data:image/svg+xml;base64,PHN2Zy8+',
      'cid:1@x',
      'blob:x',
      '/x.png',
    ]) {
      expect(inner(`<img src="${src}">`)).toBe('<img>');
    }
  });

  it('keeps of a style only what says how words look', () => {
    expect(safeStyle('color: red; background: url(https://a.example); width: 10px')).toBe('color: red; width: 10px');
    expect(safeStyle('background: #fff; position: fixed; content: "x"')).toBe('background-color: #fff');
    expect(safeStyle('color: r\\65 d; width: expression(1); --x: url(y)')).toBe('');
    expect(safeStyle('font: 12px/1.5 "MS 明朝", serif; color: rgb(1, 2, 3)')).toBe(
      'font: 12px/1.5 "MS 明朝", serif; color: rgb(1, 2, 3)',
    );
  });
});

describe('the document of a mail', () => {
  it('says itself that nothing is loaded and no form sent', () => {
    expect(made('<p>x</p>').srcdoc).toContain("default-src 'none'; img-src data:");
    expect(made('<p>x</p>').srcdoc).toContain("form-action 'none'");
  });

  it('says at each link where it leads, and shows it where the words say another host', () => {
    const body = bodyOf(
      made('<a href="https://evil.example/a">https://bank.example/</a><a href="javascript:1">y</a>').srcdoc,
    );
    const [first, second] = body.querySelectorAll('a');
    expect(first?.title).toBe('evil.example');
    expect(first?.textContent).toBe('https://bank.example/ [→ evil.example]');
    expect(first?.rel).toBe('noopener noreferrer nofollow');
    expect(second?.hasAttribute('href')).toBe(false);
  });

  it('stands on white where it has colours of its own, in the window’s colours where it has none', () => {
    expect(bodyOf(made('<p style="color: #333">x</p>', true).srcdoc).getAttribute('style')).toContain('#ffffff');
    expect(made('<p>x</p>', true).srcdoc).toContain('color-scheme: dark');
    expect(made('<p>x</p>', false).srcdoc).toContain('color-scheme: light');
  });

  it('leaves a box with its words where a picture is missing, and nothing where one only counts readers', () => {
    const body = bodyOf(made('<img alt="袋の写真" width="200" height="90"><img width="1" height="1">').srcdoc);
    expect(body.textContent).toBe('袋の写真');
    expect(body.querySelector('span')?.getAttribute('style')).toContain('width: 200px; min-height: 90px');
    expect(body.querySelector('img')).toBeNull();
  });

  it('reckons more height for more words', () => {
    expect(made('<p>x</p>'.repeat(50)).heightPx).toBeGreaterThan(made('<p>x</p>').heightPx * 5);
  });
});

describe('the host a link leads to', () => {
  it('is the browser’s reading of it', () => {
    expect(realHost('https://ЕХАМPLE.com/')).toMatch(/^xn--/u);
    expect(realHost('https://user@evil.example/')).toBe('evil.example');
    expect(realHost('mailto:a@example.jp')).toBe('a@example.jp');
    expect(realHost('javascript:alert(1)')).toBeNull();
  });

  it('is told apart from the one its words name', () => {
    expect(isDisguised('www.bank.example', 'https://bank.example/x')).toBe(false);
    expect(isDisguised('bank.example', 'https://bank.example.evil.example/')).toBe(true);
    expect(isDisguised('くわしく見る', 'https://evil.example/')).toBe(false);
  });
});
