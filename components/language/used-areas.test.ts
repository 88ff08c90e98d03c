import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

/** A page is drawn with the words that its layouts ask for: one that draws others too would show their keys. */
it('every page is given the words that it draws', () => {
  const missing = filesOf('app', /\/(page|layout|loading|error|not-found)\.tsx$/).flatMap((file) => {
    const given = new Set(['words', 'language', 'ui', 'shell', ...layoutsOf(file).flatMap(areasGiven)])
    return [...areasDrawn(file)].filter((area) => !given.has(area)).map((area) => `${file} needs ${area}`)
  })
  expect(missing).toEqual([])
})

it('no section is given words that nothing in it draws', () => {
  const idle = filesOf('app', /\/layout\.tsx$/).flatMap((file) => {
    const drawn = new Set(filesOf(dirname(file), /\.tsx$/).flatMap((inner) => [...areasDrawn(inner)]))
    return areasGiven(file)
      .filter((area) => !drawn.has(area))
      .map((area) => `${file} gives ${area}`)
  })
  expect(idle).toEqual([])
})

/** The layouts around a file of app/, itself included if it is one. */
function layoutsOf(file: string): string[] {
  const found = []
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) {
    const layout = join(folder, 'layout.tsx')
    if (existsSync(layout)) found.push(layout)
  }
  return found
}

function areasGiven(layout: string): string[] {
  const list = /<Words areas=\{\[([^\]]*)\]\}/.exec(readFileSync(layout, 'utf8'))?.[1] ?? ''
  return [...list.matchAll(/'([\w-]+)'/g)].map(([, area]) => area ?? '')
}

/** The areas that a file, or anything that it imports, takes its texts from. */
function areasDrawn(file: string): Set<string> {
  const areas = new Set<string>()
  const seen = new Set<string>()
  const visit = (path: string) => {
    if (seen.has(path)) return
    seen.add(path)
    const { words, imports } = read(path)
    for (const area of words) areas.add(area)
    for (const next of imports) visit(next)
  }
  visit(file)
  return areas
}

const known = new Map<string, { words: string[]; imports: string[] }>()
function read(path: string) {
  const before = known.get(path)
  if (before) return before
  const text = readFileSync(path, 'utf8')
  const words = [...text.matchAll(/useTranslations\('([\w-]+)/g)].map(([, area]) => area ?? '')
  if (/useTranslations\(\)/.test(text))
    words.push(...[...text.matchAll(/\bt(?:\.rich)?\(\s*['`]([\w-]+)\./g)].map(([, area]) => area ?? ''))
  const imports = [...text.matchAll(/^(?!import type).*?(?:from |import\()'([@.]\/?[^']+)'/gm)].flatMap(
    ([, name = '']) => {
      const base = name.startsWith('@/') ? name.slice(2) : join(dirname(path), name)
      return ['.tsx', '.ts']
        .map((ending) => base + ending)
        .filter((candidate) => /^(app|components)\//.test(candidate) && existsSync(candidate))
    },
  )
  const found = { words, imports }
  known.set(path, found)
  return found
}

function filesOf(folder: string, name: RegExp): string[] {
  return readdirSync(folder, { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => name.test(file))
}
