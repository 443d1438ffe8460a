import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { type BotTurn, botTurnsSchema } from '#shared/domain/bot-handoff.ts';
import { nextMove } from './rules.ts';

const BEAT_MS = 1000;
const SOURCE = 'demo-bot';
const BOT_NAME = { ja: '自動応答', en: 'Shop bot' } as const;
/** The shop's page that leads to the bot says so in its address; whoever writes elsewhere gets people at once. */
const FRONT_PAGE = /\/shop\/bot\.html$/;

/**
 * The demo's bot: a sender like any other, with a key of its own and nothing but the public API. It speaks where the shop's
 * page leads to it, until it hands over or a person speaks.
 */
export function startDemoBot(http: FastifyInstance, key: string, logger: Logger): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();

  async function ask(method: 'GET' | 'POST', url: string, payload?: object): Promise<unknown> {
    const headers = { authorization: `Bearer ${key}` };
    const response = await http.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return response.json();
  }

  async function beat(): Promise<void> {
    const answer = (await ask('GET', '/api/v1/bots/turns?channels=chat')) as { ok: boolean; data: unknown };
    if (!answer.ok) return;
    const { turns } = botTurnsSchema.parse(answer.data);
    for (const turn of turns) if (FRONT_PAGE.test(turn.page ?? '')) await take(turn);
  }

  async function take(turn: BotTurn): Promise<void> {
    const locale = turn.locale ?? 'ja';
    const { conversationId, seq } = turn;
    const head = { source: SOURCE, botName: BOT_NAME[locale], conversationId };
    const move = nextMove(turn, locale);
    if (move.act === 'say') {
      const externalId = `${conversationId}:${seq}`;
      await ask('POST', '/api/v1/bots/messages', { ...head, externalId, seq, text: move.text });
      return;
    }
    const { intent, fields } = move;
    await ask('POST', '/api/v1/handoffs', { ...head, externalId: conversationId, intent, fields, announce: true });
  }

  const timer = setInterval(() => {
    running = running.then(beat).catch((error: unknown) => logger.warn({ err: error }, 'the demo’s bot stumbled'));
  }, BEAT_MS);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
