import type { Locator, Page } from '@playwright/test';
import type { DeskWords } from './desk-words.ts';

/** Where an agent writes, by what it is called on screen. */
export type ComposerParts = {
  readonly region: Locator;
  /** The field, in either mode. */
  readonly field: Locator;
  readonly noteBanner: Locator;
  readonly send: Locator;
  readonly saveNote: Locator;
  readonly stale: Locator;
  readonly savedReplies: Locator;
  readonly colleagues: Locator;
  readonly take: Locator;
  readonly toNote: () => Promise<void>;
  readonly toReply: () => Promise<void>;
};

export function composerOn(page: Page, t: DeskWords): ComposerParts {
  const region = page.getByRole('region', { name: t('composer:label'), exact: true });
  const mode = region.getByRole('group', { name: t('composer:mode.label') });
  const button = (name: string) => region.getByRole('button', { name });
  return {
    region,
    field: region.getByRole('textbox').first(),
    noteBanner: region.getByText(t('composer:noteBanner')),
    send: button(t('composer:send')).last(),
    saveNote: button(t('composer:saveNote')),
    stale: page.getByRole('alertdialog', { name: t('composer:stale.title') }),
    savedReplies: page.getByRole('listbox', { name: t('composer:savedReplies') }),
    colleagues: page.getByRole('listbox', { name: t('composer:colleagues') }),
    take: button(t('composer:takeIt')),
    toNote: () => mode.getByRole('button', { name: t('composer:mode.note') }).click(),
    toReply: () => mode.getByRole('button').first().click(),
  };
}
