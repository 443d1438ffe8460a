import { z } from 'zod';
import { signedInSchema } from '#shared/wire/auth.ts';
import {
  secretTextSchema,
  signOnCallbackSchema,
  signOnExchangeSchema,
  signOnOfferSchema,
} from '#shared/wire/sign-on.ts';
import type { Route } from './openapi-route.ts';
import type { Json } from './openapi-schemas.ts';

type Schemas = { readonly bodyOf: (schema: z.ZodType) => Json; readonly answerOf: (schema: z.ZodType) => Json };

/** Signing in with the company's account: where browsers are sent, and what a desktop fetches. */
export const signOnRoutes = ({ bodyOf, answerOf }: Schemas): readonly Route[] => [
  {
    method: 'get',
    path: '/api/v1/auth/sign-on',
    tag: 'auth',
    summary: 'What a sign-in page offers: the company’s account, passwords, or both.',
    security: [],
    answer: answerOf(signOnOfferSchema),
  },
  {
    method: 'get',
    path: '/api/v1/auth/sign-on/start',
    tag: 'auth',
    summary: 'Where a browser begins to sign in with the company’s account; answered with 303 to the provider.',
    security: [],
    query: z.object({
      client: z.enum(['desktop', 'browser']),
      purpose: z.enum(['enter', 'link']).optional(),
      port: z.number().int().optional(),
      state: secretTextSchema.optional(),
      challenge: secretTextSchema.optional(),
    }),
  },
  {
    method: 'get',
    path: '/api/v1/auth/sign-on/callback',
    tag: 'auth',
    summary: 'Where the provider sends the browser back; answered with 303 to the desk or to the desktop’s own port.',
    security: [],
    query: signOnCallbackSchema,
  },
  {
    method: 'post',
    path: '/api/v1/auth/sign-on/exchange',
    tag: 'auth',
    summary: 'A desktop takes its session with the code of its own port and the verifier that it kept.',
    security: [],
    body: bodyOf(signOnExchangeSchema),
    answer: answerOf(signedInSchema),
  },
];
