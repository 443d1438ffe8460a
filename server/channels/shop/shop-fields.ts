import type { ChannelCapabilities } from '#server/channels/channel.ts';
import type { ConnectionField } from '#shared/domain/channel-connection.ts';

/** Nothing is written to customers over a shop: they are answered by email, phone or what else they use. */
export const SHOP_CAPABILITIES: ChannelCapabilities = { textLimit: 1, files: null, typing: false, delivery: false };

export const WAREHOUSES: ConnectionField = {
  name: 'warehouses',
  kind: 'list',
  label: { ja: '倉庫', en: 'Warehouses' },
  help: { ja: '店舗ではない在庫拠点の名前', en: 'Names of stock locations that are no stores' },
  required: false,
};

export const BACKFILL_DAYS: ConnectionField = {
  name: 'backfillDays',
  kind: 'number',
  label: { ja: '取り込む日数', en: 'Days of orders to read first' },
  required: false,
  initial: '60',
};

export const baseUrl = (label: { ja: string; en: string }, initial: string): ConnectionField => ({
  name: 'baseUrl',
  kind: 'url',
  label,
  required: true,
  ...(initial === '' ? {} : { initial }),
});

export const secret = (
  name: string,
  label: { ja: string; en: string },
  help?: { ja: string; en: string },
): ConnectionField => ({
  name,
  kind: 'secret',
  label,
  required: true,
  ...(help === undefined ? {} : { help }),
});
