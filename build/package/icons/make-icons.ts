import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { hashInputs } from '#build/hash-inputs.ts';
import { root } from '#build/root.ts';
import { icnsOf, icoOf, type Picture } from './icon-files.ts';

// "npx node build/package/icons/make-icons.ts": every icon from the two drawings beside this file, by the system's Chromium. The
// results are committed, so that packaging needs no browser; a test says when a drawing was changed and this was not run.

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;
const LARGEST_SMALL = 32;
const ICO_SIZES: ReadonlySet<number> = new Set([16, 24, 32, 48, 64, 128, 256]);
const LINUX_SIZES: ReadonlySet<number> = new Set([16, 24, 32, 48, 64, 128, 256, 512]);

const drawings = 'build/package/icons';
const resources = join(root, 'build/package/resources');

async function draw(): Promise<readonly Picture[]> {
  const [large, small] = await Promise.all(
    ['tsunagi.svg', 'tsunagi-small.svg'].map((name) => readFile(join(root, drawings, name), 'utf8')),
  );
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    const pictures: Picture[] = [];
    for (const size of SIZES) {
      await page.setViewportSize({ width: size, height: size });
      const svg = (size <= LARGEST_SMALL ? small : large) ?? '';
      await page.setContent(
        `<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
      );
      pictures.push({ size, png: await page.screenshot({ omitBackground: true }) });
    }
    return pictures;
  } finally {
    await browser.close();
  }
}

const pictures = await draw();
await mkdir(join(resources, 'icons'), { recursive: true });
for (const { size, png } of pictures.filter((one) => LINUX_SIZES.has(one.size))) {
  await writeFile(join(resources, 'icons', `${size}x${size}.png`), png);
}
await writeFile(join(resources, 'icon.ico'), icoOf(pictures.filter(({ size }) => ICO_SIZES.has(size))));
await writeFile(join(resources, 'icon.icns'), icnsOf(pictures));
const inputs = ['tsunagi.svg', 'tsunagi-small.svg'].map((name) => `${drawings}/${name}`);
await writeFile(join(resources, 'icons.sha256'), `${await hashInputs(root, inputs)}\n`);
console.log(`icons of ${SIZES.join(', ')} pixels`);
