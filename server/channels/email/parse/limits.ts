/** What one mail may cost ([CH4]); what needs more is quarantined with its reason, whole. */
export const MAIL_LIMITS = {
  bytes: 25 * 1024 * 1024,
  parts: 1000,
  depth: 64,
  wallMs: 2000,
  memoryMb: 256,
  /** Longest HTML that is sanitised; a longer one shows its text alone. */
  htmlCharacters: 1_000_000,
  attachments: 200,
} as const;

export type LimitCode = 'too_large' | 'too_many_parts' | 'too_deep' | 'too_slow' | 'parser_crashed' | 'unreadable';

/** A mail that costs more than it may, or that the parser could not read. */
export class MailLimitError extends Error {
  readonly code: LimitCode;

  constructor(code: LimitCode, detail: string, options: ErrorOptions = {}) {
    super(detail, options);
    this.code = code;
  }
}
