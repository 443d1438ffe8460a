import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { SecretStoreNote } from '#renderer/desk/features/sign-in/secret-store-note.tsx';
import type { Locale } from '#shared/domain/people.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

/** The bridge stands before the page's first module is loaded. */
const bridge = vi.hoisted(() => {
  const state = { storage: 'memory', asked: 0 };
  const authState = async () => {
    state.asked += 1;
    return { ok: true, data: { status: 'signed_out', reason: 'none', storage: state.storage, backend: 'basic_text' } };
  };
  Reflect.set(globalThis, 'desktop', { authState });
  return state;
});

const show = (locale: Locale = 'en') => renderPart({} as unknown as DeskClient, <SecretStoreNote />, locale);

describe('SecretStoreNote', () => {
  beforeEach(() => {
    fillJsdom();
    bridge.asked = 0;
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it.each([
    ['en', /no secret store/],
    ['ja', /保管場所（キーリング）がない/],
  ] as const)('[SY5] says in %s that nothing is kept where there is no secret store', async (locale, words) => {
    bridge.storage = 'memory';
    const { container } = show(locale);
    expect(await screen.findByText(words)).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  it('says nothing where there is one', async () => {
    bridge.storage = 'keychain';
    show();
    await waitFor(() => expect(bridge.asked).toBe(1));
    expect(screen.queryByText(/secret store/)).toBeNull();
  });
});
