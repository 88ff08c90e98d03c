// Which browser the browser tests drive, and how to get one.
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Debian's Chromium without a window: a new page costs it a third of what it costs the whole browser. */
const WINDOWLESS = '/usr/bin/chromium-headless-shell'

/**
 * The path of a Chromium: CHROMIUM_PATH, else the one without a window, else the one that Playwright installed, else the
 * system's. Undefined when there is none.
 */
export function findChromium() {
  return [
    process.env.CHROMIUM_PATH,
    WINDOWLESS,
    ofPlaywright(),
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ]
    .filter(Boolean)
    .find(isProgram)
}

/**
 * Sees to it that there is a browser: as root on Debian the package is installed, the one without a window if there is
 * one. Returns whether there is a browser afterwards; says which command would do it else.
 */
export function ensureChromium() {
  const root = process.getuid?.() === 0 && isProgram('/usr/bin/apt-get')
  if (process.env.CHROMIUM_PATH || isProgram(WINDOWLESS)) return true
  if (root) {
    console.log('Installing the browser for the browser tests …')
    const apt = (...args) =>
      spawnSync('apt-get', args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
        .status === 0
    const install = (name) => apt('install', '-y', '-q', '--no-install-recommends', name)
    apt('update', '-q')
    if (install('chromium-headless-shell') || findChromium() || install('chromium')) return Boolean(findChromium())
  }
  if (findChromium()) return true
  console.error(
    'No browser for the browser tests. Install one (Debian and Ubuntu: apt-get install chromium-headless-shell; elsewhere: npx playwright install chromium), or set CHROMIUM_PATH.',
  )
  return false
}

/** Asked when it is needed: on a fresh clone the package is not there when this file is loaded. */
function ofPlaywright() {
  try {
    return require('@playwright/test').chromium.executablePath()
  } catch {
    return undefined
  }
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
