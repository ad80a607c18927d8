/** Takes the picture of a report's front: `npx tsx scripts/screenshot.ts <report.html> media/front.png` */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [report, picture] = process.argv.slice(2);
if (report === undefined || picture === undefined) throw new Error('name a report.html and a .png');
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const page = await browser.newPage({ viewport: { width: 900, height: 700 }, deviceScaleFactor: 1.5 });
await page.goto(pathToFileURL(resolve(report)).href);
await page.locator('.chart').screenshot({ path: picture });
await browser.close();
