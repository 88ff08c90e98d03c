// The types of the message catalogue: TypeScript reads no exact texts from JSON, and the arguments of a message are in
// its text. Writes messages/en/<area>.d.json.ts beside each English file (`npm run messages`; git does not see them).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = join(dirname(fileURLToPath(import.meta.url)), '../messages/en')

/** Brings the declarations up to date; a file that says the same already is not touched. */
export function writeMessageTypes() {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const text = readFileSync(join(folder, name), 'utf8')
    const target = join(folder, name.replace(/\.json$/, '.d.json.ts'))
    const wanted = `// Made from ${name} by scripts/messages.mjs.\ndeclare const messages: ${text.trim()}\nexport default messages\n`
    if (readIfThere(target) !== wanted) writeFileSync(target, wanted)
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeMessageTypes()
