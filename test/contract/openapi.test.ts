import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '#shared/wire/errors.ts';
import { testDatabase } from '#test/support/database.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
const hub = await testHub(database);
type Operation = {
  operationId: string;
  summary: string;
  security: Record<string, string[]>[];
  requestBody?: unknown;
  responses: Record<string, unknown>;
};
const response = await hub.fetch('/api/v1/openapi.json');
const document = (await response.json()) as {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; responses: Record<string, unknown> };
  'x-errors': Record<string, unknown>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Pages and scripts: nothing that a program calls. */
const PAGES = new Set([
  '/',
  '/index.html',
  '/assets/*',
  '/widget/tsunagi.js',
  '/clerk',
  '/clerk/',
  '/clerk/assets/*',
  '/go',
  '/go/',
  '/go/assets/*',
  '/rate',
  '/rate/',
  '/rate/assets/*',
]);
const isPage = (path: string): boolean => PAGES.has(path) || path.startsWith('/forms/');

describe('the OpenAPI document', () => {
  it('is served to anybody as 3.1', () => {
    expect(response.status).toBe(200);
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document['x-errors'])).toEqual([...ERROR_CODES]);
  });

  it('names every route, command and query of the running hub, and no other', () => {
    const expected = hub.app.doors.flatMap(({ name }) => {
      const [method = '', path = ''] = name.split(' ');
      if (!/^(GET|POST)$/.test(method)) return /^\//.test(method) ? [] : doorOfRow(name);
      if (isPage(path) || path.endsWith('/:name')) return [];
      return [`${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`];
    });
    const found = operations.map(({ method, path }) => `${method} ${path}`);
    expect(found.sort()).toEqual([...new Set(expected)].sort());
  });

  function doorOfRow(name: string): string[] {
    if (!/^[\w.:-]+$/.test(name)) return [];
    return [`post /api/v1/${name.includes(':') ? 'commands' : 'queries'}/${name}`];
  }

  it.each(operations)('says of $method $path what it does, who may, and what it answers', ({ operation }) => {
    expect(operation.summary.length).toBeGreaterThan(3);
    expect(Array.isArray(operation.security)).toBe(true);
    expect(operation.responses['200']).toBeDefined();
    expect(operation.responses['default']).toBeDefined();
  });

  it('has ids that are all different, and no reference that leads nowhere', () => {
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    const text = JSON.stringify(document);
    const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref);
    expect(refs).toContain('#/components/schemas/TimelineItem');
    for (const ref of refs) {
      const [, , part = '', name = ''] = ref.split('/');
      expect(document.components[part as 'schemas']?.[name], ref).toBeDefined();
    }
    // What is used everywhere is described once.
    expect(text.length / operations.length).toBeLessThan(2500);
  });

  it('describes what is sent: a message needs its conversation, epoch, text and what its author saw', () => {
    const text = JSON.stringify(document.paths['/api/v1/commands/message:send']?.['post']?.requestBody);
    for (const field of ['conversationId', 'epoch', 'text', 'seen']) expect(text).toContain(`"${field}"`);
  });
});
