import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { safeStyle } from '#server/channels/email/parse/safe-style.ts';
import { sanitiseHtml } from '#server/channels/email/parse/sanitise.ts';
import { seededRandom } from '#shared/lib/seeded-random.ts';
import { hostileDocument } from '#test/support/hostile-document.ts';

const clean = (html: string) => sanitiseHtml(html)?.html;
const E = 'https://evil.example';

/** Ways to load something from elsewhere, or to run something, when a mail is shown. */
const REMOTE = [
  `<img src="${E}/1.png">`,
  `<img src="//evil.example/2.png">`,
  `<img src="\\\\evil.example/3.png">`,
  `<img srcset="${E}/4.png 2x">`,
  `<img lowsrc="${E}/5.png" dynsrc="${E}/6.avi" longdesc="${E}/7">`,
  `<picture><source srcset="${E}/8.png"><img></picture>`,
  `<image src="${E}/9.png">`,
  `<input type="image" src="${E}/10.png">`,
  `<body background="${E}/11.png">`,
  `<table background="${E}/12.png"><tr background="${E}/13.png"><td background="${E}/14.png">x</table>`,
  `<video poster="${E}/15.png" src="${E}/16.mp4"><source src="${E}/17.mp4"><track src="${E}/18.vtt"></video>`,
  `<audio src="${E}/19.mp3" autoplay></audio>`,
  `<iframe src="${E}/20"></iframe>`,
  `<iframe srcdoc="<img src='${E}/21.png'>"></iframe>`,
  `<frameset><frame src="${E}/22"></frameset>`,
  `<object data="${E}/23"><param name="src" value="${E}/24"></object>`,
  `<embed src="${E}/25">`,
  `<applet code="x" codebase="${E}/26"></applet>`,
  `<link rel="stylesheet" href="${E}/27.css">`,
  `<link rel="preload prefetch dns-prefetch preconnect icon" href="${E}/28">`,
  `<style>@import "${E}/29.css";</style>`,
  `<style>body{background:url(${E}/30.png)}</style>`,
  `<style>@font-face{font-family:x;src:url(${E}/31.woff)} *{font-family:x}</style>`,
  `<div style="background:url(${E}/32.png)">x</div>`,
  `<div style="background-image:url('${E}/33.png')">x</div>`,
  `<div style="background:u\\72l(${E}/34.png)">x</div>`,
  `<div style="background:\\75\\72\\6c(${E}/35.png)">x</div>`,
  `<div style="background:url/**/(${E}/36.png)">x</div>`,
  `<div style="list-style-image:url(${E}/37.png)">x</div>`,
  `<div style="border-image:url(${E}/38.png)">x</div>`,
  `<div style="cursor:url(${E}/39.cur),auto">x</div>`,
  `<div style="content:url(${E}/40.png)">x</div>`,
  `<div style="filter:url(${E}/41.svg#f)">x</div>`,
  `<div style="mask-image:url(${E}/42.png);-webkit-mask:url(${E}/43.png)">x</div>`,
  `<div style="shape-outside:url(${E}/44.png);clip-path:url(${E}/45.svg#c)">x</div>`,
  `<div style="background:image-set('${E}/46.png' 1x)">x</div>`,
  `<div style="background:-webkit-image-set(url(${E}/47.png) 1x)">x</div>`,
  `<div style="background:image('${E}/48.png')">x</div>`,
  `<div style="background:cross-fade(url(${E}/49.png),red)">x</div>`,
  `<div style="--x:url(${E}/50.png);background:var(--x)">x</div>`,
  `<div style="behavior:url(${E}/51.htc);-moz-binding:url(${E}/52.xml#x)">x</div>`,
  `<div style="width:expression(alert(53))">x</div>`,
  `<div style='font-family:"x;background:url(${E}/54.png)"'>x</div>`,
  `<div style="color:red;}</style><img src=${E}/55.png>">x</div>`,
  `<svg><image href="${E}/56.png" xlink:href="${E}/57.png"/></svg>`,
  `<svg><use href="${E}/58.svg#x"/></svg>`,
  `<svg><style>@import url(${E}/59.css)</style></svg>`,
  `<svg><filter><feImage href="${E}/60.png"/></filter></svg>`,
  `<svg><script href="${E}/61.js"></script></svg>`,
  `<math href="${E}/62"><mi>x</mi></math>`,
  `<math><annotation-xml encoding="text/html"><img src="${E}/63.png"></annotation-xml></math>`,
  `<meta http-equiv="refresh" content="0;url=${E}/64">`,
  `<base href="${E}/65/"><img src="x.png">`,
  `<script src="${E}/66.js"></script>`,
  `<script>new Image().src='${E}/67'</script>`,
  `<img src=x onerror="fetch('${E}/68')">`,
  `<body onload="fetch('${E}/69')">`,
  `<details open ontoggle="fetch('${E}/70')">x</details>`,
  `<a href="https://ok.example" ping="${E}/71">x</a>`,
  `<a href="javascript:fetch('${E}/72')">x</a>`,
  `<a href="data:text/html,<script src=${E}/73>">x</a>`,
  `<form action="${E}/74"><button formaction="${E}/75">x</button></form>`,
  `<isindex action="${E}/76">`,
  `<template><img src="${E}/77.png"></template>`,
  `<noscript><img src="${E}/78.png"></noscript>`,
  `<noscript><p title="</noscript><img src=${E}/79.png>">`,
  `<xmp><p title="</xmp><img src=${E}/80.png onerror=alert(1)>">`,
  `<!--[if gte mso 9]><v:fill src="${E}/81.png"/><![endif]-->`,
  `<v:rect><v:fill src="${E}/82.png"/></v:rect>`,
  `<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='${E}/83'/></svg>">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src=${E}/84.png onerror=alert(1)>`,
  `<table><caption><svg><title><style></title><img src=${E}/85.png></style></svg></caption></table>`,
  `<input type="hidden" style="background:url(${E}/86)"><bgsound src="${E}/87.wav">`,
  `<img src="http:evil.example/88.png"><img src="https:\\\\evil.example/89.png">`,
  `<img src=" \n${E}/90.png"><img src="ht\ntps://evil.example/91.png">`,
];

const reader = new new JSDOM('').window.DOMParser();

/** What a browser would load by itself from this document, and what it would run. */
function loads(html: string): string[] {
  const document = reader.parseFromString(html, 'text/html');
  const found: string[] = [];
  for (const element of document.querySelectorAll('*')) {
    const tag = element.tagName.toLowerCase();
    if (
      /^(?:script|style|link|meta|base|iframe|frame|object|embed|applet|form|input|button|svg|math|video|audio|source)$/.test(
        tag,
      )
    )
      found.push(tag);
    for (const { name, value } of element.attributes) {
      const isQuiet =
        name === 'data-remote-src' ||
        name === 'alt' ||
        name === 'title' ||
        (tag === 'a' && name === 'href' && /^(?:https?:|mailto:|tel:)/.test(value));
      if (!isQuiet && /evil|javascript:|url\(|https?:|data:text/i.test(value)) found.push(`${tag} ${name}=${value}`);
      if (/^on|^(?:srcset|background|poster|ping|action|formaction|xlink:href|srcdoc)$/.test(name))
        found.push(`${tag} ${name}`);
    }
  }
  return found;
}

describe('the sanitiser', () => {
  it(`[CH4] leaves nothing that loads or runs by itself in ${REMOTE.length} ways to do so`, () => {
    expect(REMOTE.length).toBeGreaterThanOrEqual(60);
    for (const html of REMOTE) expect({ html, loads: loads(clean(html) ?? '') }).toEqual({ html, loads: [] });
  });

  it('holds remote images back by address and counts them; inline ones stay', () => {
    const result = sanitiseHtml(
      `<img src="https://cdn.example/a.png?x=1&amp;y=2" width="10"><img src="//cdn.example/b.png"><img src="cid:logo@x"><img src="data:image/png;base64,iVBORw0KGgo=">`,
    );
    expect(result?.remoteImages).toBe(2);
    expect(result?.html).toContain('data-remote-src="https://cdn.example/a.png?x=1&amp;y=2"');
    expect(result?.html).toContain('data-remote-src="https://cdn.example/b.png"');
    expect(result?.html).toContain('<img src="cid:logo@x">');
    expect(result?.html).toContain('src="data:image/png;base64,iVBORw0KGgo="');
  });

  it('keeps how a mail looks', () => {
    const html =
      '<table width="600" bgcolor="#ffffff"><tbody><tr><td align="center" style="color: #333; font-family: Meiryo, &quot;MS PGothic&quot;; padding: 4px">こんにちは</td></tr></tbody></table>';
    expect(clean(html)).toBe(html);
    expect(safeStyle('color:red; background:rgba(0, 0, 0, .5); position:fixed; width:10px')).toBe(
      'color: red; background: rgba(0, 0, 0, .5); width: 10px',
    );
  });

  it('guards links', () => {
    expect(clean('<a href="https://ok.example/?a=1&amp;b=2" onclick="x()">x</a>')).toBe(
      '<a href="https://ok.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">x</a>',
    );
    expect(clean('<a href="vbscript:x">x</a><a href="cid:x">y</a>')).toBe('<a>x</a><a>y</a>');
  });

  it('changes nothing when it cleans what it has cleaned, 500 random documents', () => {
    const random = seededRandom(7);
    for (let n = 0; n < 500; n += 1) {
      const html = hostileDocument(random, 3);
      const once = sanitiseHtml(html);
      if (once === null) continue;
      expect(sanitiseHtml(once.html)?.html).toBe(once.html);
      expect({ html, loads: loads(once.html) }).toEqual({ html, loads: [] });
    }
  }, 60_000);
});
