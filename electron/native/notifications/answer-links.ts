import { timingSafeEqual } from 'node:crypto';
import { ALERT_ACTIONS, type AlertAction } from '#shared/ipc/alerts.ts';
import type { Pressed } from './alert-way.ts';

/** Answers that come back as links: a toast's buttons on Windows start the program again with one as its argument. */
export type AnswerLinks = {
  readonly linkOf: (tag: string, action: string | null) => string;
  /** What was pressed; null for any other link, and for one that this run did not make. */
  readonly read: (link: string) => Pressed | null;
};

const LINK = /^tsunagi:\/\/answer\/([0-9a-f]{32})\/([a-z]+|-)\/([0-9a-f]{2,800})\/?$/;

/** `secret`: 32 hexadecimal digits, new in every run. Without it anybody who can have a link clicked could answer a call. */
export function createAnswerLinks(secret: string): AnswerLinks {
  const expected = Buffer.from(secret, 'hex');
  return {
    linkOf: (tag, action) => `tsunagi://answer/${secret}/${action ?? '-'}/${Buffer.from(tag, 'utf8').toString('hex')}`,
    read(link) {
      const [, given, name, tag] = LINK.exec(link) ?? [];
      if (given === undefined || tag === undefined) return null;
      if (!timingSafeEqual(Buffer.from(given, 'hex'), expected)) return null;
      const action = name === '-' ? null : ALERT_ACTIONS.find((one) => one === name);
      if (action === undefined) return null;
      return { tag: Buffer.from(tag, 'hex').toString('utf8'), action: action satisfies AlertAction | null };
    },
  };
}
