import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';

/** A PNG of this size, drawn by the browser: nothing is downloaded, nothing is kept in the repository. */
export async function testPhoto(page: Page, width: number, height: number): Promise<Buffer> {
  // A page of its own, for the shop's may forbid what is needed.
  const blank = await page.context().newPage();
  const url = await blank.evaluate(
    ([w, h, hue]) => {
      const canvas = document.createElement('canvas');
      canvas.width = w;
      canvas.height = h;
      const pen = canvas.getContext('2d');
      if (pen === null) throw new Error('no canvas');
      pen.fillStyle = `hsl(${hue} 40% 60%)`;
      pen.fillRect(0, 0, w, h);
      pen.fillStyle = '#222';
      for (let i = 0; i < 400; i++) pen.fillRect((i * 7919) % w, (i * 104_729) % h, 40, 40);
      return canvas.toDataURL('image/png');
    },
    [width, height, randomBytes(1)[0] ?? 0] as const,
  );
  await blank.close();
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}
