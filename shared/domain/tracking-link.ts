const PAGES: Readonly<Record<string, (number: string) => string>> = {
  Yamato: (n) => `https://toi.kuronekoyamato.co.jp/cgi-bin/tneko?number01=${n}`,
  Sagawa: (n) => `https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo=${n}`,
  'Japan Post': (n) => `https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1=${n}`,
  Seino: (n) => `https://track.seino.co.jp/cgi-bin/gnpquery.pgm?GNPNO1=${n}`,
  Fukuyama: (n) => `https://corp.fukutsu.co.jp/situation/tracking_no_hunt/${n}`,
  DHL: (n) => `https://www.dhl.com/global-en/home/tracking.html?tracking-id=${n}`,
  FedEx: (n) => `https://www.fedex.com/fedextrack/?trknbr=${n}`,
  UPS: (n) => `https://www.ups.com/track?tracknum=${n}`,
  USPS: (n) => `https://tools.usps.com/go/TrackConfirmAction?tLabels=${n}`,
};

/**
 * The carrier's own page about a parcel, or null. Built here from the number alone: an address that came with an order is
 * never opened.
 */
export function trackingLink(carrier: string | undefined, number: string): string | null {
  const page = carrier === undefined ? undefined : PAGES[carrier];
  const plain = number.normalize('NFKC').replace(/[^0-9A-Za-z]/g, '');
  return page === undefined || plain === '' ? null : page(plain);
}
