import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/chromium.mjs'

const executablePath = findChromium()

/** Stories in a real browser, on a server of their own (e2e/support/browser-console.ts). One server a worker, each with an organisation of its own. */
export default defineConfig({
  testDir: 'e2e/console',
  testMatch: '**/*.spec.ts',
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    browserName: 'chromium',
    // What cannot be pressed is told of soon, and does not hold the whole story up.
    actionTimeout: 20_000,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    // As many people have it. Every frame of a movement is painted by the processor here; a story with a browser of its own sees them.
    contextOptions: { reducedMotion: 'reduce' },
    timezoneId: 'UTC',
    // A trace of everything slows every test; PWTRACE=1 keeps those of what fails.
    trace: process.env.PWTRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        // Chromium refuses its sandbox to root, and nobody else should give it up.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-quic',
        '--no-first-run',
      ],
    },
  },
})
