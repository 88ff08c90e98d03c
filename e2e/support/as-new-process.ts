import { forgetAll } from '@/lib/platform/once'
import { manyRequests } from './many-requests'

declare global {
  var countersignFirstEnvironment: NodeJS.ProcessEnv | undefined
}

/**
 * Before every test file of a worker: what the file before it put into the environment or had made is gone. Whatever a
 * process of ours keeps is kept by `once`, and nowhere else.
 */
globalThis.countersignFirstEnvironment ??= { ...process.env }
for (const name of Object.keys(process.env)) delete process.env[name]
Object.assign(process.env, globalThis.countersignFirstEnvironment)
forgetAll()

// Of one agent, tests ask more than people should be.
Object.assign(process.env, manyRequests)
