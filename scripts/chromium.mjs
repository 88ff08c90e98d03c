// Which browser the browser tests drive, and how to get one.
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/**
 * The path of a Chromium: CHROMIUM_PATH, else the one that Playwright installed, else the system's. Undefined when
 * there is none.
 */
export function findChromium() {
  return [
    process.env.CHROMIUM_PATH,
    ofPlaywright(),
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ]
    .filter(Boolean)
    .find(isProgram)
}

/** Installs Debian's package as root; returns whether there is a browser afterwards. Says which command would do it else. */
export function installChromium() {
  const apt = (...args) =>
    spawnSync('apt-get', args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  if (process.getuid?.() === 0 && isProgram('/usr/bin/apt-get')) {
    console.log('No browser is installed; installing the package chromium …')
    if (apt('update', '-q') && apt('install', '-y', '-q', '--no-install-recommends', 'chromium') && findChromium())
      return true
  }
  console.error(
    'No browser for the browser tests. Install one (Debian and Ubuntu: apt-get install chromium; elsewhere: npx playwright install chromium), or set CHROMIUM_PATH.',
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
