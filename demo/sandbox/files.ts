import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SandboxFiles } from './handler'

/** JSON files below `root`, each written whole. Names come from ids of the server, cleaned of everything that leads elsewhere. */
export function sandboxFiles(root: string): SandboxFiles {
  const place = (folder: string, name: string) => {
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name) || name.includes('..'))
      throw new Error(`${name} is not a file name`)
    return join(root, folder, name)
  }
  return {
    write: (folder, name, content) => {
      const path = place(folder, name)
      mkdirSync(join(root, folder), { recursive: true, mode: 0o700 })
      const draft = `${path}.${randomBytes(6).toString('hex')}.new`
      writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
      renameSync(draft, path)
    },
    read: (folder, name) => {
      const path = place(folder, name)
      if (!existsSync(path)) return null
      try {
        return JSON.parse(readFileSync(path, 'utf8'))
      } catch {
        return null
      }
    },
    list: (folder) =>
      existsSync(join(root, folder))
        ? readdirSync(join(root, folder))
            .filter((f) => f.endsWith('.json'))
            .sort()
        : [],
  }
}
