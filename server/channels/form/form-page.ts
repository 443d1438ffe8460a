import type { Locale } from '#shared/domain/people.ts';
import type { FormSettings } from './form-settings.ts';
import { FORM_WORDS, type FormWord } from './form-words.ts';

/** What somebody wrote so far; given back when something has to be mended, so that nothing is lost. */
export type FormValues = {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly order: string;
  readonly category: string;
  readonly message: string;
};
export const NO_VALUES: FormValues = { name: '', email: '', phone: '', order: '', category: '', message: '' };

export type FormErrors = Partial<Record<'name' | 'email' | 'message' | 'files' | 'form', string>>;

type Page = {
  readonly settings: FormSettings;
  readonly locale: Locale;
  readonly stamp: string;
  readonly values: FormValues;
  readonly errors: FormErrors;
};

/** Text as text, wherever it stands. */
const safe = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** The form as a page that needs no script: it works in a frame, on an old phone, and for a screen reader. */
export function formPage({ settings, locale, stamp, values, errors }: Page): string {
  const words = FORM_WORDS[locale];
  const field = fieldMaker(locale, errors);
  const rows = [
    field('name', words.name, (id) => input(id, 'text', values.name, 'autocomplete="name" required')),
    field('email', words.email, (id) => input(id, 'email', values.email, 'autocomplete="email" required')),
    settings.asksPhone ? field('phone', words.phone, (id) => input(id, 'tel', values.phone, 'autocomplete="tel"')) : '',
    settings.categories.length > 0
      ? field('category', words.category, (id) => choice(id, settings, values, locale))
      : '',
    settings.asksOrder
      ? field('order', words.order, (id) => input(id, 'text', values.order, 'autocomplete="off"'))
      : '',
    field(
      'message',
      words.message,
      (id) => `<textarea id="${id}" name="${id}" rows="8" maxlength="5000" required>${safe(values.message)}</textarea>`,
    ),
    settings.takesFiles
      ? field(
          'files',
          words.files,
          (id) =>
            `<input id="${id}" name="${id}" type="file" multiple accept="image/png,image/jpeg,image/gif,image/webp,application/pdf,text/plain"><small>${safe(words.filesHint)}</small>`,
        )
      : '',
  ];
  const alert = errors.form === undefined ? '' : `<p class="error" role="alert">${safe(errors.form)}</p>`;
  return whole(
    locale,
    settings.title[locale],
    `<form method="post" enctype="multipart/form-data" novalidate>${alert}${rows.join('')}
<div class="trap" aria-hidden="true"><label for="website">${safe(words.trap)}</label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<input type="hidden" name="stamp" value="${safe(stamp)}"><button>${safe(words.send)}</button></form>`,
  );
}

/** What is shown once it was taken. */
export function thanksPage(settings: FormSettings, locale: Locale): string {
  const words = FORM_WORDS[locale];
  return whole(
    locale,
    settings.title[locale],
    `<p class="sent" role="status">${safe(words.sent)}</p><p>${safe(words.sentDetail)}</p>`,
  );
}

const REQUIRED: ReadonlySet<string> = new Set(['name', 'email', 'message']);

function fieldMaker(locale: Locale, errors: FormErrors) {
  return (name: keyof FormValues | 'files', label: string, control: (id: string) => string): string => {
    const error = name in errors ? errors[name as keyof FormErrors] : undefined;
    const mark = REQUIRED.has(name) ? `<em>${safe(FORM_WORDS[locale].required)}</em>` : '';
    const shown = error === undefined ? '' : `<p class="error" id="${name}-error">${safe(error)}</p>`;
    const described = error === undefined ? '' : ` aria-invalid="true" aria-describedby="${name}-error"`;
    return `<div class="field"><label for="${name}">${safe(label)}${mark}</label>${control(name).replace(/ name="/, `${described} name="`)}${shown}</div>`;
  };
}

const input = (id: string, type: string, value: string, more: string): string =>
  `<input id="${id}" name="${id}" type="${type}" maxlength="320" value="${safe(value)}" ${more}>`;

function choice(id: string, settings: FormSettings, values: FormValues, locale: Locale): string {
  const options = settings.categories.map(
    (name) => `<option${name === values.category ? ' selected' : ''}>${safe(name)}</option>`,
  );
  return `<select id="${id}" name="${id}"><option value="">${safe(FORM_WORDS[locale].choose)}</option>${options.join('')}</select>`;
}

const whole = (locale: Locale, title: string, body: string): string =>
  `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><title>${safe(title)}</title><link rel="stylesheet" href="form.css"></head>
<body><main><h1>${safe(title)}</h1>${body}</main></body></html>`;

export const formWord = (locale: Locale, word: FormWord, fill: Readonly<Record<string, string>> = {}): string =>
  FORM_WORDS[locale][word].replace(/\{(\w+)\}/g, (_, name: string) => fill[name] ?? '');
