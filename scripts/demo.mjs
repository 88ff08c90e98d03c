// `npm run demo`: set-up, the server with a demo organisation on this machine only, and a demo agent and a demo executor
// as separate processes that know nothing but the public API. Options: --port N, --no-agents, --reset.

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Children } from './children.mjs'
import { program } from './programs.mjs'
import { main, root, SetupError, setUp } from './setup.mjs'

await main(async () => {
  const { port, agents, reset } = options()
  await setUp()
  const env = {
    NODE_ENV: 'production',
    COUNTERSIGN_DEMO: '1',
    HOST: '127.0.0.1',
    PORT: port,
    COUNTERSIGN_BASE_URL: `http://localhost:${port}`,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  }
  if (reset) {
    const { status } = spawnSync(process.execPath, program('scripts/reset.ts'), { cwd: root, stdio: 'inherit' })
    if (status !== 0) process.exit(1)
  }
  const children = new Children()
  const server = children.start(program('server.ts'), { env })
  await new Promise((resolve) => server.once('message', resolve))
  if (agents) {
    for (const file of ['demo/executor.ts', 'demo/agent.ts']) {
      if (existsSync(join(root, file))) children.start(program(file), { env, vital: false })
    }
  }
  introduce(`http://localhost:${port}`)
})

function options() {
  const usage = 'Usage: npm run demo -- [--port N] [--no-agents] [--reset]'
  let values
  try {
    values = parseArgs({
      options: {
        port: { type: 'string', default: process.env.PORT || '3000' },
        'no-agents': { type: 'boolean', default: false },
        reset: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new SetupError(`${error.message}\n${usage}`)
  }
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new SetupError(`--port: not a port: ${values.port}\n${usage}`)
  return { port: String(port), agents: !values['no-agents'], reset: values.reset }
}

/** Who can sign in as what; nobody outside this machine can. */
function introduce(address) {
  const file = join(root, process.env.COUNTERSIGN_DATA_DIR || '.countersign', 'demo.json')
  const people = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).people : []
  console.log(`\nThe demo is open at ${address} (Ctrl-C stops it, --reset starts over).`)
  if (people.length === 0) return
  console.log('Sign in without a password as:')
  for (const { name, email, roles } of people)
    console.log(`  ${[name, email].filter(Boolean).join(', ')}: ${roles.join(', ')}`)
}
