import type { ItemWords } from '#server/domains/timeline/timeline.repository.ts';
import type { ItemData, ItemKind } from '#shared/domain/item-data.ts';
import { gramsOf } from './grams.ts';

/** A question that hits one of these is answered with the order. */
const ORDER_KINDS: ReadonlySet<ItemKind> = new Set(['order', 'shipment', 'return', 'pickup']);

type AnyData = Partial<Record<string, unknown>>;

/** What search finds an item by, or null for items that hold no words of a person or system worth finding. */
export function itemWords<K extends ItemKind>(kind: K, data: ItemData<K>): ItemWords | null {
  const body = bodyOf(kind, data as AnyData)
    .filter((part) => part !== '')
    .join(' ');
  if (body === '') return null;
  return { entity: ORDER_KINDS.has(kind) ? 'order' : 'item', body, grams: gramsOf(body) };
}

/** Whether search has to find an item at all. */
export const isSearchable = <K extends ItemKind>(kind: K, data: ItemData<K>): boolean =>
  bodyOf(kind, data as AnyData).some((part) => part !== '');

/** A number as it is written, and as a caller may say it: without what separates its digits. */
function idForms(value: unknown): string[] {
  const written = text(value);
  const joined = written.replace(/[\s‐-―−ー./-]/g, '');
  return joined === written ? [written] : [written, joined];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const names = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((v) => text((v as AnyData)['name'])) : [];

function bodyOf(kind: ItemKind, d: AnyData): string[] {
  switch (kind) {
    case 'message':
    case 'note':
    case 'commitment':
    case 'escalation':
      return [text(d['subject']), text(d['text'])];
    case 'call':
      return [text(d['summary']), text(d['transcript'])];
    case 'order':
      return [
        ...idForms(d['number']),
        ...names(d['items']),
        ...(Array.isArray(d['tracking']) ? d['tracking'].flatMap((t) => idForms((t as AnyData)['number'])) : []),
      ];
    case 'shipment':
      return [...idForms(d['orderNumber']), ...idForms(d['trackingNumber']), text(d['carrier'])];
    case 'return':
    case 'pickup':
      return [...idForms(d['orderNumber']), text(d['reason']), text(d['store']), ...names(d['items'])];
    case 'visit':
      return [text(d['store']), text(d['purpose']), text(d['summary'])];
    case 'purchase':
      return [text(d['store']), ...idForms(d['receiptNumber']), ...names(d['items'])];
    case 'survey':
    case 'review':
      return [text(d['title']), text(d['text']), text(d['comment'])];
    case 'cart':
      return names(d['items']);
    case 'device':
    case 'browse':
    case 'subscription':
      return [text(d['title']), text(d['detail'])];
    default:
      return [];
  }
}
