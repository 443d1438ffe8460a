import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A shop's site at an origin of its own, with a strict policy and a style sheet that wishes the widget ill. */
export type HostileShop = { readonly url: string; readonly close: () => Promise<void> };

type Wish = {
  readonly hub: string;
  /** More attributes of the one script tag. */
  readonly attributes?: string;
};

const CSS = `
* { all: unset !important; display: block !important; color: red !important; font: 40px fantasy !important; }
*::before { content: "!" !important; }
button, textarea, tsunagi-chat { display: none !important; visibility: hidden !important; opacity: 0 !important; }
:root { --ground: red; --ink: red; --accent: red; font-size: 5px !important; }
head, script, style, link, title, meta { display: none !important; }
`;

/** Pages at any path; `?lang=ja` or `en` sets the page's language, `?kind` leaves out the hostile style sheet. */
export async function openHostileShop({ hub, attributes = '' }: Wish): Promise<HostileShop> {
  const socket = hub.replace(/^http/, 'ws');
  // No images from memory either, and nothing inline.
  const policy = `default-src 'none'; script-src ${hub}; connect-src ${hub} ${socket}; style-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop');
    if (pathname === '/shop.css') {
      response.writeHead(200, { 'content-type': 'text/css' }).end(CSS);
      return;
    }
    const lang = searchParams.get('lang') ?? 'ja';
    const sheet = searchParams.has('kind') ? '' : '<link rel="stylesheet" href="/shop.css">';
    // An old shop: no word about its encoding, and what it loads is read as the page is.
    response.writeHead(200, { 'content-type': 'text/html; charset=shift_jis', 'content-security-policy': policy });
    response.end(
      `<!doctype html><html lang="${lang}"><head><title>Shop ${pathname}</title><meta name="viewport" content="width=device-width">${sheet}</head>` +
        `<body><main><h1>Shop</h1><p>${pathname}</p><a href="/next${request.url?.replace(/^[^?]*/, '') ?? ''}">next</a></main>` +
        `<script src="${hub}/widget/tsunagi.js" ${attributes} async></script></body></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
