// Set-up if needed, then one of our TypeScript programs: `node scripts/run.mjs [--build] bench/run.ts …`.
import { Children } from './children.mjs'
import { program } from './programs.mjs'
import { main, SetupError, setUp } from './setup.mjs'

await main(async () => {
  const args = process.argv.slice(2)
  const build = args[0] === '--build'
  const [file, ...rest] = build ? args.slice(1) : args
  if (!file) throw new SetupError('Usage: node scripts/run.mjs [--build] FILE [ARGUMENT …]')
  await setUp({ build })
  new Children().start(program(file, ...rest))
})
