import type { Locator, Page } from '@playwright/test';
import type { InboxTab } from '#shared/domain/conversation.ts';
import type { Locale } from '#shared/domain/people.ts';
import { type ComposerParts, composerOn } from './composer.ts';
import { type DeskWords, deskWords } from './desk-words.ts';

/** What an agent sees of the desk, by what it is called on screen, in the language the window speaks. */
export type DeskParts = {
  readonly t: DeskWords;
  readonly signIn: (who: { readonly login: string; readonly password: string }) => Promise<void>;
  readonly connection: (state: 'connected' | 'offline') => Locator;
  /** The lists of the inbox. */
  readonly tabs: Locator;
  readonly tab: (tab: InboxTab) => Locator;
  readonly inbox: Locator;
  /** Rows of the open list that hold these words. */
  readonly row: (words: string) => Locator;
  /** The offers that wait for this agent. */
  readonly offers: Locator;
  readonly thread: Locator;
  /** Things on the thread that hold these words, innermost. */
  readonly onThread: (words: string | RegExp) => Locator;
  readonly customerPanel: Locator;
  readonly composer: ComposerParts;
  readonly dialog: (title: string) => Locator;
  readonly button: (name: string) => Locator;
};

export function deskOn(page: Page, locale: Locale): DeskParts {
  const t = deskWords(locale);
  const tabs = page.getByRole('tablist', { name: t('inbox:tabs.label') });
  const inbox = page.getByRole('region', { name: t('common:words.inbox'), exact: true });
  const thread = page.locator('main');
  return {
    t,
    async signIn({ login, password }) {
      await page.getByLabel(t('auth:login'), { exact: true }).fill(login);
      await page.getByLabel(t('auth:password'), { exact: true }).fill(password);
      await page.getByRole('button', { name: t('auth:signIn'), exact: true }).click();
    },
    connection: (state) => page.getByRole('status').getByText(t(`common:connection.${state}`), { exact: true }),
    tabs,
    tab: (tab) => tabs.getByRole('tab', { name: t(`inbox:tabs.${tab}`) }),
    inbox,
    row: (words) => inbox.getByRole('listitem').filter({ hasText: words }),
    offers: inbox.getByRole('region', { name: t('handoff:offer') }),
    thread,
    onThread: (words) => thread.getByRole('log').getByText(words),
    customerPanel: page.getByRole('complementary', { name: t('common:frame.customerPanel') }),
    composer: composerOn(page, t),
    dialog: (title) => page.getByRole('dialog', { name: title }),
    button: (name) => page.getByRole('button', { name }),
  };
}
