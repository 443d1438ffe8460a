import { z } from 'zod';
import {
  botHandoffInSchema,
  botHandoffOutSchema,
  botHandoffStateSchema,
  botSayInSchema,
  botTurnsSchema,
} from '#shared/domain/bot-handoff.ts';
import { attachmentSchema } from '#shared/domain/item-data.ts';
import { answerSchema } from '#shared/wire/ack.ts';
import {
  codeLoginSchema,
  loginSchema,
  refreshSchema,
  setPasswordSchema,
  signedInSchema,
  visitorCodeInSchema,
  visitorSessionInSchema,
  visitorSessionOutSchema,
} from '#shared/wire/auth.ts';
import { COMMANDS, VISITOR_COMMANDS } from '#shared/wire/commands.ts';
import { ERRORS } from '#shared/wire/errors.ts';
import { ingestEventSchema, ingestLineSchema } from '#shared/wire/ingest.ts';
import { POLICY } from '#shared/wire/policy.ts';
import { QUERIES } from '#shared/wire/queries.ts';
import type { AnyRow } from '#shared/wire/registry.ts';
import {
  surveyAnswerInSchema,
  surveyAnswerOutSchema,
  surveyLookInSchema,
  surveyLookOutSchema,
} from '#shared/wire/survey-link.ts';
import { visitorHistoryInSchema, visitorHistoryOutSchema } from '#shared/wire/visitor.ts';
import type { Route } from './openapi-route.ts';
import { type Json, schemaBook } from './openapi-schemas.ts';
import { signOnRoutes } from './openapi-sign-on.ts';

const book = schemaBook();
const schemaOf = book.schema;
const json = (schema: Json): Json => ({ 'application/json': { schema } });
const bodyOf = (schema: z.ZodType): Json => json(schemaOf(schema, 'input'));
const answerOf = (schema: z.ZodType): Json => json(schemaOf(answerSchema(schema), 'output'));

/** The same for every operation, described once. */
const refused: Json = {
  description: 'Refused, with a code of `x-errors`.',
  content: json(schemaOf(answerSchema(z.never()), 'output')),
};

/** The OpenAPI 3.1 document of everything the hub answers over HTTP, made from the registries ([DESIGN 5]). */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of allRoutes()) paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tsunagi',
      version,
      description:
        'Every answer is `{ ok: true, data }` or `{ ok: false, error: { code, message, retryable, details } }`; messages come in Japanese or English by Accept-Language. Commands are also taken on the socket.',
    },
    paths,
    components: {
      responses: { Refused: refused },
      schemas: book.components(),
      securitySchemes: {
        agent: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An agent’s access token, of at most ten minutes.',
        },
        visitor: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A visitor’s token, of at most fifteen minutes.',
        },
        key: { type: 'http', scheme: 'bearer', description: 'An API key, `tk_…`.' },
      },
    },
    'x-errors': Object.fromEntries(
      Object.entries(ERRORS).map(([code, { status, retryable, en, ja }]) => [code, { status, retryable, en, ja }]),
    ),
  };
}

function allRoutes(): Route[] {
  return [
    ...COMMANDS.map((row) => commandRoute(row, ['agent'])),
    ...VISITOR_COMMANDS.map((row) => commandRoute(row, ['visitor'])),
    ...QUERIES.map(queryRoute),
    ...OTHER_ROUTES,
  ];
}

function commandRoute(row: AnyRow, security: readonly string[]): Route {
  // The same id with the same body has its effect once ([SY2]).
  const body = z.object({ id: z.uuid(), input: row.input });
  return {
    method: 'post',
    path: `/api/v1/commands/${row.name}`,
    tag: 'commands',
    summary: summaryOf(row),
    security,
    body: bodyOf(body),
    answer: answerOf(row.output),
  };
}

function queryRoute(row: AnyRow): Route {
  const body = z.object({ input: row.input });
  return {
    method: 'post',
    path: `/api/v1/queries/${row.name}`,
    tag: 'queries',
    summary: summaryOf(row),
    security: ['agent'],
    body: bodyOf(body),
    answer: answerOf(row.output),
  };
}

const summaryOf = ({ summary, action }: AnyRow) => `${summary} For: ${Object.keys(POLICY[action].allow).join(', ')}.`;

const empty = z.object({});
const binary: Json = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } };
const html: Json = { 'text/html': { schema: { type: 'string' } } };
const eventsBody: Json = {
  ...json({ type: 'array', items: schemaOf(ingestEventSchema, 'input') }),
  'application/x-ndjson': { schema: schemaOf(ingestEventSchema, 'input') },
};

const BOT_ROUTES: readonly Route[] = [
  {
    method: 'post',
    path: '/api/v1/handoffs',
    tag: 'bots',
    summary:
      'A bot or an IVR hands over to people; answered with open, wait or closed. For: integration with bot:talk.',
    security: ['key'],
    body: bodyOf(botHandoffInSchema),
    answer: answerOf(botHandoffOutSchema),
  },
  {
    method: 'get',
    path: '/api/v1/handoffs/{id}',
    tag: 'bots',
    summary: 'How it stands with a handover now. For: integration with bot:talk.',
    security: ['key'],
    answer: answerOf(botHandoffStateSchema),
  },
  {
    method: 'get',
    path: '/api/v1/bots/turns',
    tag: 'bots',
    summary:
      'Conversations in which the customer has the last word and no person has spoken. For: integration with bot:talk.',
    security: ['key'],
    query: z.object({ channels: z.string().optional() }),
    answer: answerOf(botTurnsSchema),
  },
  {
    method: 'post',
    path: '/api/v1/bots/messages',
    tag: 'bots',
    summary: 'A bot says something, unless a person has. For: integration with bot:talk.',
    security: ['key'],
    body: bodyOf(botSayInSchema),
    answer: answerOf(z.object({ itemId: z.uuid(), seq: z.int().positive() })),
  },
];

const OTHER_ROUTES: readonly Route[] = [
  ...BOT_ROUTES,
  ...signOnRoutes({ bodyOf, answerOf }),
  {
    method: 'post',
    path: '/api/v1/events',
    tag: 'events',
    summary: 'Events of any system, answered line by line. For: integration.',
    security: ['key'],
    body: eventsBody,
    answer: {
      ...answerOf(z.object({ lines: z.array(ingestLineSchema) })),
      'application/x-ndjson': { schema: schemaOf(ingestLineSchema, 'output') },
    },
  },
  {
    method: 'post',
    path: '/api/v1/auth/login',
    tag: 'auth',
    summary: 'Sign in with login and password.',
    security: [],
    body: bodyOf(loginSchema),
    answer: answerOf(signedInSchema),
  },
  {
    method: 'post',
    path: '/api/v1/auth/code',
    tag: 'auth',
    summary: 'Sign in with a single-use code.',
    security: [],
    body: bodyOf(codeLoginSchema),
    answer: answerOf(signedInSchema),
  },
  {
    method: 'post',
    path: '/api/v1/auth/password',
    tag: 'auth',
    summary: 'Set a new password by an administrator’s one-time code; every sign-in of that person ends.',
    security: [],
    body: bodyOf(setPasswordSchema),
    answer: answerOf(z.object({})),
  },
  {
    method: 'post',
    path: '/api/v1/auth/refresh',
    tag: 'auth',
    summary: 'Trade a refresh token for the next one and an access token.',
    security: [],
    body: bodyOf(refreshSchema),
    answer: answerOf(signedInSchema),
  },
  {
    method: 'post',
    path: '/api/v1/auth/logout',
    tag: 'auth',
    summary: 'End the sign-in of a refresh token.',
    security: [],
    body: bodyOf(refreshSchema),
    answer: answerOf(empty),
  },
  {
    method: 'post',
    path: '/api/v1/visitor/session',
    tag: 'visitor',
    summary: 'A visitor’s token, by a kept secret, by a link that led them here ([HO6]), or as somebody new.',
    security: [],
    body: bodyOf(visitorSessionInSchema),
    answer: answerOf(visitorSessionOutSchema),
  },
  {
    method: 'post',
    path: '/api/v1/visitor/code',
    tag: 'visitor',
    summary: 'A visitor’s token, by a code that was told to them or stands on a receipt ([HO6]).',
    security: [],
    body: bodyOf(visitorCodeInSchema),
    answer: answerOf(visitorSessionOutSchema),
  },
  {
    method: 'get',
    path: '/api/v1/visitor/history',
    tag: 'visitor',
    summary: 'What the visitor said and was told.',
    security: ['visitor'],
    query: visitorHistoryInSchema,
    answer: answerOf(visitorHistoryOutSchema),
  },
  {
    method: 'post',
    path: '/api/v1/survey/look',
    tag: 'visitor',
    summary: 'What the link to a question is about; `survey_over` for every link that can not be answered.',
    security: [],
    body: bodyOf(surveyLookInSchema),
    answer: answerOf(surveyLookOutSchema),
  },
  {
    method: 'post',
    path: '/api/v1/survey/answer',
    tag: 'visitor',
    summary: 'Answer by the link, once; the same browser may correct itself.',
    security: [],
    body: bodyOf(surveyAnswerInSchema),
    answer: answerOf(surveyAnswerOutSchema),
  },
  {
    method: 'post',
    path: '/api/v1/blobs',
    tag: 'blobs',
    summary: 'Keep a file to send: PNG, JPEG, GIF, WebP, PDF or plain text of at most 15 MB.',
    security: ['agent', 'visitor'],
    query: z.object({ name: z.string().max(500).optional() }),
    body: binary,
    answer: answerOf(attachmentSchema),
  },
  {
    method: 'get',
    path: '/api/v1/blobs/{id}',
    tag: 'blobs',
    summary: 'A file’s bytes.',
    security: ['agent', 'visitor'],
    answer: binary,
  },
  {
    method: 'get',
    path: '/api/v1/mail/{blobId}/html',
    tag: 'blobs',
    summary:
      'A mail’s HTML, cleaned, as a whole document that loads nothing; with `images=1` its remote images inside.',
    security: ['agent'],
    query: z.object({ images: z.literal('1').optional() }),
    answer: html,
  },
  {
    method: 'post',
    path: '/api/v1/mail/{blobId}/frame',
    tag: 'blobs',
    summary: 'A path to the same document for a frame, which can show no token; good for ten minutes.',
    security: ['agent'],
    body: bodyOf(z.object({ images: z.boolean().optional() })),
    answer: answerOf(z.object({ path: z.string(), expiresAt: z.iso.datetime() })),
  },
  {
    method: 'get',
    path: '/api/v1/mail/frames/{ticket}',
    tag: 'blobs',
    summary: 'The document of a signed path.',
    security: [],
    answer: html,
  },
  {
    method: 'get',
    path: '/files/sent/{ticket}',
    tag: 'blobs',
    summary: 'A picture that is being sent, for the provider that fetches it; signed, good for a week.',
    security: [],
  },
  { method: 'get', path: '/api/v1/openapi.json', tag: 'hub', summary: 'This document.', security: [] },
  { method: 'get', path: '/healthz', tag: 'hub', summary: 'Whether the process answers.', security: [] },
  {
    method: 'get',
    path: '/readyz',
    tag: 'hub',
    summary: 'Whether the hub can work: database reachable, schema current.',
    security: [],
  },
  { method: 'get', path: '/metrics', tag: 'hub', summary: 'Figures for Prometheus.', security: [] },
];

function operationOf({ path, method, tag, summary, security, query, body, answer }: Route): Json {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  return {
    operationId: `${method} ${path}`.replace(/[^A-Za-z0-9]+/g, '_'),
    tags: [tag],
    summary,
    security: security.map((name) => ({ [name]: [] })),
    parameters: [...inPath, ...queryParameters(query)],
    ...(body === undefined ? {} : { requestBody: { required: true, content: body } }),
    responses: {
      200: { description: 'Done.', ...(answer === undefined ? {} : { content: answer }) },
      default: { $ref: '#/components/responses/Refused' },
    },
  };
}

function queryParameters(query: z.ZodObject | undefined): Json[] {
  if (query === undefined) return [];
  const { properties = {} } = schemaOf(query, 'input') as { properties?: Json };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}
