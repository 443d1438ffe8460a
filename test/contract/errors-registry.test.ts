import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from '#build/checks/source-files.ts';
import { root } from '#build/root.ts';
import en from '#renderer/i18n/en/common.json' with { type: 'json' };
import ja from '#renderer/i18n/ja/common.json' with { type: 'json' };
import { CALL_STATES } from '#shared/domain/call.ts';
import { conversationStatusSchema } from '#shared/domain/conversation.ts';
import { ESCALATION_STATES } from '#shared/domain/escalation.ts';
import { HANDOFF_STATES } from '#shared/domain/handoff.ts';
import { ERROR_CODES, ERRORS, type ErrorCode, errorMessage } from '#shared/wire/errors.ts';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('the registry of errors', () => {
  it.each(ERROR_CODES)('%s is worded in both languages with the same details', (code) => {
    const { en, ja, status } = ERRORS[code];
    expect(placeholders(ja)).toEqual(placeholders(en));
    expect(ja).toMatch(/[ぁ-んァ-ヶ一-龠]/);
    expect(en).not.toMatch(/[ぁ-んァ-ヶ一-龠]/);
    expect(en.trim()).toMatch(/[.}]$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
  });

  it('tells of retrying only where the same request may succeed later', () => {
    const retryable = ERROR_CODES.filter((code) => ERRORS[code].retryable);
    for (const code of retryable) expect([401, 429, 500, 503, 507]).toContain(ERRORS[code].status);
  });

  it('leaves no hole in a sentence whose detail is missing', () => {
    for (const code of ERROR_CODES)
      for (const locale of ['ja', 'en'] as const) expect(errorMessage(code, locale)).not.toMatch(/[{}]/);
  });

  it('[PR2] says channel and purpose in the words of the desk, in the reader’s language, and a foreign code as it is', () => {
    const details = { channel: 'chat', purpose: 'marketing', since: '2025-11-01' };
    expect(errorMessage('consent_withdrawn', 'ja', details)).toContain('2025-11-01にチャット（広告）への同意を撤回');
    expect(errorMessage('consent_withdrawn', 'en', details)).toContain('for chat (advertising) on 2025-11-01');
    expect(errorMessage('consent_withdrawn', 'en', { ...details, purpose: 'newsletter' })).toContain('(newsletter)');
    expect(errorMessage('check_needed', 'ja', { purpose: 'refund' })).toContain('（返金）');
    const desk = { ja: ja.channel, en: en.channel };
    for (const locale of ['ja', 'en'] as const)
      for (const [channel, word] of Object.entries(desk[locale]))
        expect(errorMessage('consent_withdrawn', locale, { channel }).toLowerCase()).toContain(word.toLowerCase());
  });

  it('says where something stands, and why a call can not be heard, in words and not in codes', () => {
    const wrong = (locale: 'ja' | 'en', state: string) => errorMessage('wrong_state', locale, { state });
    expect(wrong('ja', 'in_review')).toBe('現在の状態（確認中）ではできません。');
    expect(wrong('en', 'yours')).toBe('That is not possible while it is yours.');
    const states = [
      conversationStatusSchema.options,
      CALL_STATES,
      HANDOFF_STATES,
      ESCALATION_STATES,
      ['yours', 'merged', 'closed', 'joined', 'inactive'],
    ];
    for (const state of states.flat()) expect(wrong('ja', state)).not.toMatch(/[a-z]/);
    for (const reason of ['softphone', 'no_telephone', 'listen', 'whisper', 'join'])
      expect(errorMessage('no_call_help', 'ja', { reason })).not.toContain(reason);
  });

  it('gets from the hub every detail that its sentence needs', () => {
    const lacking = sourceFiles(['.ts'])
      .filter((file) => file.startsWith('server/'))
      .flatMap((file) => lackingDetails(readFileSync(join(root, file), 'utf8')).map((what) => `${file}: ${what}`));
    expect(lacking).toEqual([]);
  });
});

/** Errors written with their details in place; those whose details come from elsewhere can not be read off the text. */
function lackingDetails(text: string): string[] {
  const thrown = text.matchAll(/new AppError\(\s*'(\w+)'((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)/g);
  return [...thrown].flatMap(([, code = '', rest = '']) => {
    if (rest.includes('details') && !rest.includes('details: {')) return [];
    return placeholders(ERRORS[code as ErrorCode].en)
      .filter((name) => !new RegExp(`\\b${name}\\b`).test(rest))
      .map((name) => `${code} without ${name}`);
  });
}
