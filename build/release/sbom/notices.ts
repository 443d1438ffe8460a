import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Component } from './cyclonedx.ts';

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** The licence texts of what is bundled, as every one of those licences asks for; Electron and Chromium bring their own. */
export async function notices(root: string, components: readonly Component[]): Promise<string> {
  const parts = await Promise.all(
    components
      .filter(({ type }) => type === 'library')
      .map(async (component) => {
        const folder = join(root, 'node_modules', component['bom-ref'].split('#')[1] ?? component.name);
        const licence = component.licenses?.[0]?.expression ?? 'licence not stated';
        const text = await licenceText(folder);
        return `${component.name} ${component.version} (${licence})\n\n${text ?? 'The package carries no licence file.'}\n`;
      }),
  );
  return parts.join(`\n${'-'.repeat(78)}\n\n`);
}

async function licenceText(folder: string): Promise<string | null> {
  const names = (await readdir(folder)).filter((name) => LICENCE_FILE.test(name)).sort();
  if (names.length === 0) return null;
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.map((text) => text.trim()).join('\n\n');
}
