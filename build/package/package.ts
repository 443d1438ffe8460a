import { bundleAll } from '#build/bundle.ts';
import { root } from '#build/root.ts';
import { metadataRefusal } from './build-kind.ts';
import { makePackages, type PackageReport } from './make-packages.ts';
import { packageOptions, usage } from './options.ts';

function said({ kind, metadata }: PackageReport): string {
  if (metadata !== null) return `Update metadata: ${metadata.join(', ')}`;
  return metadataRefusal(kind) ?? 'No update metadata was asked for (--feed).';
}

if (process.argv.includes('--help')) {
  console.log(usage);
} else {
  try {
    const options = packageOptions(process.argv.slice(2), process.platform);
    const report = await makePackages(options, {
      root,
      env: process.env,
      log: console.log,
      bundle: () => bundleAll({ log: console.log, only: ['desk', 'electron-main', 'electron-preload'] }),
    });
    console.log(`\n${report.folder}\n${report.files.map((name) => `  ${name}`).join('\n')}`);
    console.log(said(report));
    if (options.json) console.log(JSON.stringify(report));
  } catch (thrown: unknown) {
    console.error(thrown instanceof Error ? thrown.message : String(thrown));
    process.exitCode = 1;
  }
}
