/** As much of `os.networkInterfaces()` as matters. */
export type Interfaces = Readonly<
  Record<string, ReadonlyArray<{ readonly address: string; readonly internal: boolean }> | undefined>
>;

/** Names how this computer is reached: its addresses, without those that point at itself or change by themselves. */
export function networkOf(interfaces: Interfaces): string {
  return Object.entries(interfaces)
    .flatMap(([name, addresses]) =>
      (addresses ?? [])
        // A link-local address comes and goes without any way to a hub having changed.
        .filter(({ internal, address }) => !internal && !/^(fe80:|169\.254\.)/i.test(address))
        .map(({ address }) => `${name} ${address}`),
    )
    .sort()
    .join('\n');
}

type Parts = {
  readonly interfaces: () => Interfaces;
  readonly every: (ms: number, work: () => void) => unknown;
  readonly tell: () => void;
};

const EVERY_MS = 5000;

/**
 * Tells when this computer has another address: another Wi-Fi, a cable, a VPN. Its sockets are then dead, which TCP itself
 * would notice minutes later. Not told when all addresses are gone: there is nowhere to reconnect to.
 */
export function watchNetwork({ interfaces, every, tell }: Parts): void {
  let last = networkOf(interfaces());
  every(EVERY_MS, () => {
    const now = networkOf(interfaces());
    if (now === last) return;
    last = now;
    if (now !== '') tell();
  });
}
