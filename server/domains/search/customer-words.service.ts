import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { toRomaji } from 'wanakana';
import { leadsOn } from '#server/db/together.ts';
import type { Work } from '#server/work.ts';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';
import { gramsOf } from './grams.ts';
import { foldRomaji } from './romaji.ts';
import { type CustomerFacts, customerFacts, entryReplaced } from './words.repository.ts';

type Words = Pick<CustomerFacts, 'name' | 'kana' | 'points'>;

/**
 * Writes anew what a customer is found by. Called in the work that changed names or contact points, the customer
 * locked. The words hold contact points in full: they are for finding, never for showing ([PR4]).
 */
export async function indexCustomer(work: Work, customerId: string): Promise<void> {
  await leadsOn(work.tx, customerFacts(customerId), (rows) =>
    rows.map((facts) => {
      const body = customerWords(facts).join(' ');
      const entry = { entity: 'customer', entityId: customerId, customerId, at: facts.at, body } as const;
      return entryReplaced(work, { ...entry, grams: gramsOf(body) });
    }),
  );
}

/** Names with and without the space between them, in kana and in one Latin spelling; points as callers say them. */
export function customerWords({ name, kana, points }: Words): string[] {
  const words = [name, kana].flatMap((text) => (text === null ? [] : [text, text.replace(/[\s　]+/g, '')]));
  const sound = kana ?? name;
  if (sound !== null) words.push(...romajiOf(sound));
  for (const point of points) words.push(...pointWords(point.kind, point.value));
  return [...new Set(words.filter((word) => word !== ''))];
}

function romajiOf(sound: string): string[] {
  const spelt = toRomaji(sound.normalize('NFKC')).toLowerCase();
  const folded = foldRomaji(sound);
  return [spelt, folded, folded.replaceAll(' ', '')];
}

function pointWords(kind: ContactPointKind, value: string): string[] {
  switch (kind) {
    case 'phone':
    case 'whatsapp': {
      const phone = parsePhoneNumberFromString(value);
      const national = phone?.formatNational() ?? '';
      const digits = national.replace(/\D/g, '');
      return [value, national, digits, phone?.formatInternational() ?? '', value.slice(-8), value.slice(-4)];
    }
    case 'loyalty':
    case 'shop':
      return [value, ...(value.match(/\d{4,}/g) ?? []).flatMap((run) => [run, run.slice(-4)])];
    case 'visitor':
      // Ours alone; nobody calls and says it.
      return [];
    default:
      return [value];
  }
}
