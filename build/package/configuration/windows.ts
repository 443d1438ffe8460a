import type { Configuration } from 'electron-builder';
import type { BuildKind } from '#build/package/build-kind.ts';
import type { Target } from '#build/package/targets.table.ts';
import type { WindowsKeys } from '#build/release/signing/windows-keys.ts';
import { product } from './product.ts';

/** What electron-builder hands to a signing hook; of all its fields the one that is used. */
type SigningTask = { readonly path: string };

type Options = {
  readonly targets: readonly Target[];
  readonly kind: BuildKind;
  readonly icon: string;
  readonly keys: WindowsKeys | null;
  /** Signs a file in place; given when the keys are not Azure's, which electron-builder talks to itself. */
  readonly sign: ((task: SigningTask) => Promise<void>) | null;
};

/**
 * Two installers: NSIS for one person without administrator's rights (or, with `/allusers`, for the machine), and MSI for
 * Intune, SCCM and Group Policy, always for the machine. Both are silent on request.
 */
export function windowsConfiguration({ targets, kind, icon, keys, sign }: Options): Partial<Configuration> {
  return {
    // An unsigned file among signed ones stops the build, it does not slip through.
    forceCodeSigning: kind === 'signed',
    win: {
      target: targets
        .map(({ name }) => ({ target: name, arch: ['x64', 'arm64'] as const }))
        .map((one) => ({ ...one, arch: [...one.arch] })),
      icon,
      executableName: product.name,
      requestedExecutionLevel: 'asInvoker',
      signExecutable: keys !== null,
      // Libraries too: an unsigned one beside a signed program is where another can be put.
      signExts: ['.exe', '.dll', '.node'],
      verifyUpdateCodeSignature: true,
      ...signing(keys, sign),
    },
    nsis: {
      guid: product.nsisGuid,
      oneClick: false,
      perMachine: false,
      selectPerMachineByDefault: false,
      allowElevation: true,
      allowToChangeInstallationDirectory: false,
      createDesktopShortcut: false,
      createStartMenuShortcut: true,
      // What was kept for offline reading is sealed and belongs to the person: an update must not lose it. Uninstalling with
      // `--delete-app-data` removes it.
      deleteAppDataOnUninstall: false,
      runAfterFinish: true,
      displayLanguageSelector: false,
      installerLanguages: ['ja_JP', 'en_US'],
      installerIcon: icon,
      uninstallerIcon: icon,
      differentialPackage: false,
      warningsAsErrors: true,
    },
    msi: {
      upgradeCode: product.upgradeCode,
      oneClick: true,
      perMachine: true,
      runAfterFinish: false,
      createDesktopShortcut: false,
      createStartMenuShortcut: true,
      warningsAsErrors: true,
    },
  };
}

/** Without keys nothing is signed and nothing is asked for; never both ways at once. */
function signing(keys: WindowsKeys | null, sign: Options['sign']): Partial<NonNullable<Configuration['win']>> {
  if (keys === null) return {};
  if (keys.method === 'azure') {
    return {
      azureSignOptions: {
        publisherName: keys.publisherName,
        endpoint: keys.endpoint,
        certificateProfileName: keys.certificateProfileName,
        codeSigningAccountName: keys.codeSigningAccountName,
        fileDigest: 'SHA256',
        timestampRfc3161: 'http://timestamp.acs.microsoft.com',
        timestampDigest: 'SHA256',
      },
    };
  }
  return {
    signtoolOptions: {
      sign,
      signingHashAlgorithms: ['sha256'],
      // Written into the app: an update by another publisher is refused ([DK4]).
      publisherName: [keys.publisherName],
    },
  };
}
