import { cleanup, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MailFields } from '#renderer/desk/features/composer/mail-fields.tsx';
import { fakeDesk } from '#renderer/desk/stories/fake-desk.ts';
import { WORDING } from '#renderer/desk/stories/replies-entries.ts';
import type { SendingFacts } from '#shared/domain/sending.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const FACTS: SendingFacts = {
  channel: 'email',
  textLimit: 20_000,
  files: null,
  rich: true,
  senders: [],
  to: 'sato@example.jp',
  subject: 'Re: 絶対に届きますか {order}',
  cc: [],
  notices: [],
};

const shown = (subject: string | undefined) =>
  renderPart(
    fakeDesk({ wording: WORDING }).client,
    <MailFields
      facts={FACTS}
      format={subject === undefined ? {} : { subject }}
      disabled={false}
      onFormat={() => undefined}
    />,
  );

describe('the subject of an answer', () => {
  beforeEach(fillJsdom);
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('of the author’s own says what lets it not be sent', async () => {
    const { container } = shown('絶対に届きます');
    expect((await screen.findByText(/Can not be sent like this/)).textContent).toContain('絶対に');
    expect(await axeFindings(container)).toEqual([]);
    cleanup();
    shown('{order}の件');
    expect((await screen.findByRole('status')).textContent).toBe('Not filled in yet: {order}');
  });

  it.each([
    ['that the customer gave', undefined],
    ['that the customer gave, kept by hand', '絶対に届きますか {order}'],
    ['that nothing is minded in', '{size}の件'],
  ])('%s says nothing', async (_, subject) => {
    shown(subject);
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Subject' })).toBeTruthy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.queryByRole('status')).toBeNull();
  });
});
