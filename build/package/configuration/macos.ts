import type { Configuration } from 'electron-builder';
import type { BuildKind } from '#build/package/build-kind.ts';
import type { Target } from '#build/package/targets.table.ts';
import type { MacKeys } from '#build/release/signing/mac-keys.ts';

/** Absolute paths of what the bundle is made with. */
export type MacResources = {
  readonly icon: string;
  readonly entitlements: string;
  readonly entitlementsInherit: string;
};

type Options = {
  readonly targets: readonly Target[];
  readonly kind: BuildKind;
  readonly keys: MacKeys | null;
  readonly resources: MacResources;
};

/** One universal program for both processors; signed and notarised when there are keys, plainly unsigned when not. */
export function macConfiguration({ targets, kind, keys, resources }: Options): Partial<Configuration> {
  return {
    forceCodeSigning: kind === 'signed',
    mac: {
      target: targets.map(({ name }) => ({ target: name, arch: ['universal' as const] })),
      icon: resources.icon,
      category: 'public.app-category.business',
      minimumSystemVersion: '12.0',
      // `null` signs nothing; undefined would search the keychain and find whatever is there.
      identity: keys === null ? null : keys.identity,
      hardenedRuntime: true,
      gatekeeperAssess: false,
      strictVerify: true,
      entitlements: resources.entitlements,
      entitlementsInherit: resources.entitlementsInherit,
      // notarytool takes its credentials from APPLE_API_KEY… or APPLE_KEYCHAIN_PROFILE, never from a file of ours.
      notarize: keys?.notarizes === true,
      darkModeSupport: true,
      extendInfo: {
        LSMultipleInstancesProhibited: true,
        NSMicrophoneUsageDescription: 'Tsunagi uses the microphone for your calls with customers.',
        NSHighResolutionCapable: true,
        // A notice with answers on it stays until it is looked at; a banner shows none.
        NSUserNotificationAlertStyle: 'alert',
        // Only https to the hub; a hub on the loopback is reached without.
        NSAppTransportSecurity: { NSAllowsArbitraryLoads: false, NSAllowsLocalNetworking: true },
        CFBundleLocalizations: ['ja', 'en'],
      },
    },
    dmg: {
      sign: keys !== null,
      title: 'Tsunagi',
      format: 'ULFO',
      writeUpdateInfo: false,
      contents: [
        { x: 140, y: 180 },
        { x: 400, y: 180, type: 'link', path: '/Applications' },
      ],
    },
  };
}
