import { z } from 'zod';
import type { Provider } from '#server/channels/provider.ts';
import { localeSchema } from '#shared/domain/people.ts';
import { FORM_ADAPTER } from './form.routes.ts';
import { areFormSettings, FORM_FIELDS } from './form-settings.ts';
import { takeInquiry } from './take-submission.service.ts';

const text = z.string();
const kept = z.object({
  values: z.object({ name: text, email: text, phone: text, order: text, category: text, message: text }),
  locale: localeSchema,
});

/** An inquiry form of the hub's own, to link to or to embed. Answers leave by email. */
export const formProvider: Provider = {
  adapter: FORM_ADAPTER,
  channel: 'form',
  name: { ja: 'お問い合わせフォーム', en: 'Inquiry form' },
  about: {
    ja: 'サイトに埋め込めるお問い合わせフォームです。返信はメールで送られます。',
    en: 'A form to link to or to embed in a site. Answers are sent by email.',
  },
  fields: FORM_FIELDS,
  check: (settings) =>
    areFormSettings(settings)
      ? null
      : {
          ja: '埋め込みを許可するサイトは https://shop.example.com の形で指定してください',
          en: 'sites that may embed it have to look like https://shop.example.com',
        },
  publicPath: ({ pathToken }) => `/forms/${pathToken}/`,
  capabilities: { textLimit: 1, files: null, typing: false, delivery: false },
  readmit: async (deps, connection, { raw }) => {
    const inquiry = kept.safeParse(JSON.parse(raw.toString('utf8')));
    if (!inquiry.success) return { refused: 'malformed' };
    const { itemId, customerId } = await takeInquiry(deps, connection, { ...inquiry.data, files: [] });
    return { itemId, customerId };
  },
};
