// `npm start`: set-up if needed, then the server in production mode. Options: --port N, --host ADDRESS.
import { parseArgs } from 'node:util'
import { Children } from './children.mjs'
import { program } from './programs.mjs'
import { main, SetupError, setUp } from './setup.mjs'

await main(async () => {
  const { port, host } = options()
  await setUp()
  new Children().start(program('server.ts'), {
    env: { NODE_ENV: 'production', ...(port && { PORT: port }), ...(host && { HOST: host }) },
  })
})

function options() {
  try {
    return parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } }).values
  } catch (error) {
    throw new SetupError(`${error.message}\nUsage: npm start -- [--port N] [--host ADDRESS]`)
  }
}
