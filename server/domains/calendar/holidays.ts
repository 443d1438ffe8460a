import holidayJp from '@holiday-jp/holiday_jp';

type Holiday = { readonly date: string; readonly nameJa: string; readonly nameEn: string };

const byDate: ReadonlyMap<string, Holiday> = new Map(
  Object.values(holidayJp.holidays as Readonly<Record<string, { date: string; name: string; name_en: string }>>).map(
    ({ date, name, name_en }) => [date, { date, nameJa: name, nameEn: name_en }],
  ),
);
const years = [...byDate.keys()].map((date) => Number(date.slice(0, 4)));

/**
 * The years whose holidays are known (1970 to 2050 with the data of this version). The government announces each year's
 * equinox days in the February before; later ones are computed, and a law may add or move days: renew the package yearly.
 */
export const KNOWN_YEARS = { from: Math.min(...years), to: Math.max(...years) } as const;

/** Whether a date (`2026-11-23`) is a public holiday of Japan, substitutes and in-between days too; unknown years have none. */
export const isJapaneseHoliday = (date: string): boolean => byDate.has(date);

/** The public holidays of a year, in order. */
export function holidaysOf(year: number): Holiday[] {
  return [...byDate.values()].filter(({ date }) => date.startsWith(`${year}-`));
}
