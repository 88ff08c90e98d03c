// Which browser the browser tests drive, and how to get one.
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)

/** Debian's Chromium without a window: a new page costs it a third of what it costs the whole browser. */
const WINDOWLESS = '/usr/bin/chromium-headless-shell'

/**
 * The path of a Chromium: CHROMIUM_PATH, else the one without a window, else the one that Playwright installed, else the
 * system's. `whole` asks for one that can also show notifications. Undefined when there is none.
 */
export function findChromium({ whole = false } = {}) {
  return [
    process.env.CHROMIUM_PATH,
    !whole && WINDOWLESS,
    ofPlaywright(),
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ]
    .filter(Boolean)
    .find(isProgram)
}

/**
 * Sees to it that there is a browser: as root on Debian the packages are installed, the one without a window if there is
 * one. Returns whether there is a whole browser afterwards; says which command would do it else.
 */
export function ensureChromium() {
  if (process.env.CHROMIUM_PATH) return true
  installForDebian()
  if (findWhole()) return true
  console.error(
    'No browser for the browser tests. Install one (Debian and Ubuntu: apt-get install chromium; elsewhere: npx playwright install chromium), or set CHROMIUM_PATH.',
  )
  return false
}

function installForDebian() {
  if (process.getuid?.() === 0 && isProgram('/usr/bin/apt-get') && !(isProgram(WINDOWLESS) && findWhole())) {
    console.log('Installing the browser for the browser tests …')
    const apt = (...args) =>
      spawnSync('apt-get', args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
        .status === 0
    const install = (...names) => apt('install', '-y', '-q', '--no-install-recommends', ...names)
    apt('update', '-q')
    // Older releases have only the whole one, which can do all of it.
    if (!install('chromium', 'chromium-headless-shell') && !findWhole()) install('chromium')
  }
}

function findWhole() {
  return findChromium({ whole: true })
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

// Run by itself: what it can do before any package is installed.
if (argv[1] === fileURLToPath(import.meta.url) && !process.env.CHROMIUM_PATH) installForDebian()
