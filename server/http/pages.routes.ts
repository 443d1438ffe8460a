import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

const YEAR_MS = 365 * 24 * 60 * 60_000;
/** A shop's page loads the widget by one name for ever; a new version reaches it within this time. */
const WIDGET_MAX_AGE_S = 300;

/** The browser desk at `/`, the store counter at `/clerk/` and the widget's script, from the folder the bundler writes to. */
export async function servePages(app: FastifyInstance, builtFolder: string, company: string): Promise<void> {
  const desk = join(builtFolder, 'desk');
  const widget = join(builtFolder, 'widget');
  await app.register(fastifyStatic, { root: builtFolder, serve: false, dotfiles: 'ignore' });

  const open = 'the desk’s page, which signs in by itself';
  for (const path of ['/', '/index.html']) {
    app.get(path, { config: { open } }, async (_request, reply) => {
      if (!(await isFile(join(desk, 'index.html')))) return notBuilt(reply);
      // Names with a digest are kept for ever, so the page that names them never is.
      return reply.header('cache-control', 'no-store').sendFile('index.html', desk, { cacheControl: false });
    });
  }
  app.get<{ Params: { '*': string } }>('/assets/*', { config: { open } }, async (request, reply) => {
    const file = request.params['*'];
    if (file.endsWith('.map')) return reply.callNotFound();
    return reply.sendFile(file, join(desk, 'assets'), { maxAge: YEAR_MS, immutable: true });
  });
  const clerk = join(builtFolder, 'clerk');
  const counter = 'the store counter’s page, which signs in by itself';
  app.get('/clerk', { config: { open: counter } }, async (_request, reply) => reply.redirect('/clerk/'));
  app.get('/clerk/', { config: { open: counter } }, async (_request, reply) => {
    if (!(await isFile(join(clerk, 'index.html')))) return notBuilt(reply);
    return reply.header('cache-control', 'no-store').sendFile('index.html', clerk, { cacheControl: false });
  });
  app.get<{ Params: { '*': string } }>('/clerk/assets/*', { config: { open: counter } }, async (request, reply) => {
    const file = request.params['*'];
    if (file.endsWith('.map')) return reply.callNotFound();
    return reply.sendFile(file, join(clerk, 'assets'), { maxAge: YEAR_MS, immutable: true });
  });
  await serveLanding(app, { at: '/go', folder: join(builtFolder, 'go'), company });
  // Where customers say how it was.
  await serveLanding(app, { at: '/rate', folder: join(builtFolder, 'rate'), company });
  app.get('/widget/tsunagi.js', { config: { open: 'the script that shops embed' } }, async (_request, reply) => {
    if (!(await isFile(join(widget, 'tsunagi.js')))) return notBuilt(reply);
    return reply
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('cache-control', `public, max-age=${WIDGET_MAX_AGE_S}`)
      .sendFile('tsunagi.js', widget, { cacheControl: false });
  });
}

/**
 * Where links and codes lead customers ([HO6]). The same for everybody: whose link it is stands behind the `#`, which is
 * sent to nobody, so that looking at it, by a machine too, opens nothing and no log holds it ([PR4]).
 */
async function serveLanding(
  app: FastifyInstance,
  { at, folder, company }: { readonly at: string; readonly folder: string; readonly company: string },
): Promise<void> {
  const open = 'the page that links and codes lead to; it holds nothing of anybody';
  for (const path of [at, `${at}/`]) {
    app.get(path, { config: { open } }, async (_request, reply) => {
      const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
      if (page === null) return notBuilt(reply);
      return reply
        .header('cache-control', 'no-store')
        .header('x-robots-tag', 'noindex, nofollow, noarchive')
        .type('text/html; charset=utf-8')
        .send(page.replaceAll('%COMPANY%', () => escapeHtml(company)));
    });
  }
  app.get<{ Params: { '*': string } }>(`${at}/assets/*`, { config: { open } }, async (request, reply) => {
    const file = request.params['*'];
    if (file.endsWith('.map')) return reply.callNotFound();
    return reply.sendFile(file, join(folder, 'assets'), { maxAge: YEAR_MS, immutable: true });
  });
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (s) => s.isFile(),
    () => false,
  );
}

function notBuilt(reply: FastifyReply): FastifyReply {
  return reply
    .status(503)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send(
      'The hub runs, but its pages are not built yet. Run: npm start\nハブは動作中ですが、画面がまだビルドされていません。npm start を実行してください。\n',
    );
}
