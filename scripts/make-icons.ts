/**
 * Draws the icons that an installed Countersign has, from the mark of app/icon.svg: `node --import tsx scripts/make-icons.ts`.
 * Run it when the mark changes; the pictures are kept in public/.
 */
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findChromium } from './chromium.mjs'

const MARK = `<rect x="0.75" y="0.75" width="18.5" height="18.5" rx="3.25"/><path d="M4.5 14.75h11"/><path d="m4.75 8.5 2.5 2.75 4-6.5"/><path d="m9.75 10 1.15 1.25 4-6.5"/>`
const PAPER = '#f7f6f3'
const INK = '#2b2f3a'

/** `part`: how much of the picture the mark takes. A maskable one may lose its outer fifth; a badge is a white shape on nothing. */
const ICONS = [
  { name: 'icon-192.png', size: 192, part: 0.62, paper: PAPER, ink: INK, radius: 0.2 },
  { name: 'icon-512.png', size: 512, part: 0.62, paper: PAPER, ink: INK, radius: 0.2 },
  { name: 'icon-maskable-512.png', size: 512, part: 0.5, paper: PAPER, ink: INK, radius: 0 },
  { name: 'badge-96.png', size: 96, part: 0.9, paper: 'transparent', ink: '#ffffff', radius: 0 },
]

const executablePath = findChromium()
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
const page = await browser.newPage()
for (const { name, size, part, paper, ink, radius } of ICONS) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<!doctype html><style>*{margin:0}body{background:transparent}div{width:${size}px;height:${size}px;display:grid;place-items:center;background:${paper};border-radius:${size * radius}px}</style>
    <div><svg width="${size * part}" viewBox="0 0 20 20" fill="none" stroke="${ink}" stroke-width="1.5" stroke-linejoin="round">${MARK}</svg></div>`)
  await page.screenshot({ path: join('public', name), omitBackground: true })
}
await browser.close()
