/**
 * Card numbers (13–19 digits that pass Luhn) and My Number (12 digits that pass its check digit) are masked before
 * anything is stored ([PR4]). Full-width digits and single spaces or hyphens between them count.
 */
export function maskSensitive(text: string): string {
  return text.replace(/[0-9０-９](?:[-－‐ 　]?[0-9０-９]){11,18}/g, (run) => {
    const digits = run.normalize('NFKC').replace(/\D/g, '');
    if (digits.length >= 13 && luhn(digits)) return `•••• ${digits.slice(-4)}`;
    if (digits.length === 12 && myNumber(digits)) return '••••••••••••';
    return run;
  });
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let d = Number(digits[digits.length - 1 - i]);
    if (i % 2 === 1) d = d * 2 > 9 ? d * 2 - 9 : d * 2;
    sum += d;
  }
  return sum % 10 === 0;
}

/** Check digit of the Individual Number, by the ministerial ordinance's formula. */
function myNumber(digits: string): boolean {
  let sum = 0;
  for (let n = 1; n <= 11; n++) sum += Number(digits[11 - n]) * (n <= 6 ? n + 1 : n - 5);
  const rest = sum % 11;
  return Number(digits[11]) === (rest <= 1 ? 0 : 11 - rest);
}

/** The fields of item data that people write freely. Identifiers (tracking, order and receipt numbers) are left alone. */
const FREE_TEXT = new Set([
  'text',
  'subject',
  'summary',
  'comment',
  'reason',
  'transcript',
  'title',
  'html',
  'purpose',
]);

/** Item data with every free-text field masked by maskSensitive, at any depth. */
export function maskFreeText<T>(value: T): T {
  if (Array.isArray(value)) return value.map((v) => maskFreeText(v)) as T;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, v]) => [
    key,
    typeof v === 'string' && FREE_TEXT.has(key) ? maskSensitive(v) : maskFreeText(v),
  ]);
  return Object.fromEntries(entries) as T;
}
