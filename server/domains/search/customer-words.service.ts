import { sql } from 'kysely';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { toRomaji } from 'wanakana';
import type { Work } from '#server/work.ts';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';
import { gramsOf } from './grams.ts';
import { foldRomaji } from './romaji.ts';

type Words = {
  readonly name: string | null;
  readonly kana: string | null;
  readonly points: readonly { readonly kind: ContactPointKind; readonly value: string }[];
};

/**
 * Writes anew what a customer is found by. Called in the work that changed names or contact points, the customer
 * locked. The words hold contact points in full: they are for finding, never for showing ([PR4]).
 */
export async function indexCustomer(work: Work, customerId: string): Promise<void> {
  const { rows } = await sql<Words & { at: Date }>`
    select c.name, c.kana, coalesce(c.last_item_at, c.created_at) as at, coalesce((
      select jsonb_agg(jsonb_build_object('kind', p.kind, 'value', p.value) order by l.since, l.id) from (
        select * from contact_point_link where customer_id = c.id and until is null order by since, id limit 100) l
      join contact_point p on p.id = l.contact_point_id), '[]') as points
    from customer c where c.id = ${customerId}`.execute(work.tx);
  const row = rows[0];
  if (row === undefined) return;
  const body = customerWords(row).join(' ');
  await sql`
    with gone as (delete from search_entry where entity = 'customer' and entity_id = ${customerId})
    insert into search_entry (id, entity, entity_id, customer_id, at, body, grams)
    values (${work.nextId()}, 'customer', ${customerId}, ${customerId}, ${row.at}, ${body}, ${gramsOf(body)}::text[])`.execute(
    work.tx,
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
