import type { FastifyRequest } from 'fastify';
import type { Locale } from '#shared/domain/people.ts';

/** The language answers are worded in: the signed-in person's, else the first of ours that the browser asks for. */
export function askerLocale(request: Pick<FastifyRequest, 'headers'> & { asking?: { locale: Locale } | null }): Locale {
  if (request.asking) return request.asking.locale;
  const wanted = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';');
      const q = params.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find((v) => v !== undefined);
      return { language: tag.split('-')[0], weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .find(({ language }) => language === 'ja' || language === 'en');
  return wanted?.language === 'ja' ? 'ja' : 'en';
}
