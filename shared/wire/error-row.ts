/** HTTP status, whether the same request may be tried again unchanged, and the sentence in both languages. */
export type ErrorRow = {
  readonly status: number;
  readonly retryable: boolean;
  readonly en: string;
  readonly ja: string;
};

export const errorRow = (status: number, retryable: boolean, en: string, ja: string): ErrorRow => ({
  status,
  retryable,
  en,
  ja,
});
