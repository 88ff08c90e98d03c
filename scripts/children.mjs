// Programs that a script starts and stays with: signals go down to them, and all end together.
import { spawn } from 'node:child_process'
import { root } from './setup.mjs'

/**
 * A group of child processes. When one that the others need ends, or a signal comes, all are stopped, those started
 * last first. Each holds an IPC channel to us: should we be killed, it closes, and they stop on their own.
 */
export class Children {
  #running = []
  #ending = null

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void this.end(0))
    if (process.env.npm_lifecycle_event) this.#followNpm()
  }

  /** Starts `node <args>`; `vital` children end everything when they end. */
  start(args, { env = {}, vital = true } = {}) {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0))))
    this.#running.push({ child, ended })
    ended.then((code) => {
      if (vital) void this.end(code)
      else if (!this.#ending && code !== 0) console.error(`${args.at(-1)} ended with code ${code}.`)
    })
    return child
  }

  /** npm runs us through a shell that dies of a signal without passing it on; when our parent is gone, we were meant too. */
  #followNpm() {
    const parent = process.ppid
    setInterval(() => process.ppid !== parent && void this.end(0), 500).unref()
  }

  /** Stops all and exits with `code`. */
  end(code) {
    this.#ending ??= this.#stop(code)
    return this.#ending
  }

  async #stop(code) {
    for (const { child, ended } of this.#running.reverse()) {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 30_000)
      await ended
      clearTimeout(late)
    }
    process.exit(code)
  }
}
