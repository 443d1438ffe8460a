import type { IncomingMessage } from 'node:http';

const DESK_ORIGIN = 'app://tsunagi';

/** Sites whose pages may open a socket besides the hub's own. None configured lets every site embed the widget. */
export type OriginRules = { readonly widgetOrigins: readonly string[] };

/**
 * Who opens the connection, by the browser's own word. Programs send no origin and hold a token like everybody; a page of
 * another site is stopped here, before anything is read.
 */
export function isDeskOrigin({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const { origin, host } = headers;
  return origin === undefined || origin === DESK_ORIGIN || (URL.canParse(origin) && new URL(origin).host === host);
}

/** The same for a shop's page. */
export function isShopOrigin(request: Pick<IncomingMessage, 'headers'>, { widgetOrigins }: OriginRules): boolean {
  if (isDeskOrigin(request)) return true;
  const origin = request.headers.origin ?? '';
  return widgetOrigins.length === 0 ? /^https?:\/\//.test(origin) : widgetOrigins.includes(origin);
}
