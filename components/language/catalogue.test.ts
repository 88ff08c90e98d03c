import { readdirSync, readFileSync } from 'node:fs'
import compile from 'icu-minify/compile'
import type { ReactNode } from 'react'
import { createTranslator } from 'use-intl/core'
import { describe, expect, it } from 'vitest'
import { mapMessage } from '@/lib/core/language/message'
import { mirrored, stretched } from '@/lib/core/language/pseudo'
import { AREAS } from '@/messages/areas'

/** Every message of an area by its whole key. */
function messagesOf(language: string, area: string): Map<string, string> {
  const found = new Map<string, string>()
  const add = (path: string, value: unknown) => {
    if (typeof value === 'string') found.set(path, value)
    else for (const [key, inner] of Object.entries(value ?? {})) add(path === '' ? key : `${path}.${key}`, inner)
  }
  add('', JSON.parse(readFileSync(`messages/${language}/${area}.json`, 'utf8')))
  return found
}

/** Arguments with their kinds, and tags: what the code gives, whatever the language. */
function shapeOf(message: string): string[] {
  const shape = new Set<string>()
  mapMessage(message, {
    argument: (name, kind) => void shape.add(`{${name}${kind === '' ? '' : `, ${kind}`}}`),
    tag: (name) => void shape.add(`<${name}>`),
  })
  return [...shape].sort()
}

/** Formats a message as the console would, with some value for each argument. */
function formatted(tag: 'en-GB' | 'de-DE' | 'ar-EG', message: string): unknown {
  const values: Record<string, string | number | Date | ((inner: ReactNode) => ReactNode)> = {}
  mapMessage(message, {
    argument: (name, kind) => {
      values[name] = ['plural', 'selectordinal', 'number'].includes(kind) ? 2 : kind === 'date' ? new Date(0) : 'other'
    },
    tag: (name) => {
      values[name] = (inner: ReactNode) => inner
    },
  })
  const t = createTranslator({
    locale: tag,
    timeZone: 'UTC',
    messages: { message },
    onError: (error) => {
      throw error
    },
  })
  // What the browser gets is compiled on the way.
  compile(message)
  return t.rich('message', values)
}

it('every text that the server writes by its path is there', () => {
  const pages = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'))
  const paths = pages.flatMap((name) =>
    [...readFileSync(`app/${name}`, 'utf8').matchAll(/(?:titled|plainText)\('([a-z-]+)\.([^']+)'\)/g)].map(
      ([, area = '', key = '']) => ({ area, key }),
    ),
  )
  expect(paths.length).toBeGreaterThan(10)
  expect(paths.filter(({ area, key }) => !messagesOf('en', area).has(key))).toEqual([])
})

describe.each(AREAS)('the words of %s', (area) => {
  const english = messagesOf('en', area)
  const german = messagesOf('de', area)

  it('are there in both languages, under the same keys', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('say something', () => {
    for (const message of [...english.values(), ...german.values()]) expect(message.trim()).not.toBe('')
  })

  it('take the same arguments and tags in both languages', () => {
    const shapes = (messages: Map<string, string>) =>
      Object.fromEntries([...messages].map(([key, message]) => [key, shapeOf(message)]))
    expect(shapes(german)).toEqual(shapes(english))
  })

  it('can be formatted in every language, the pseudo-languages too', () => {
    for (const message of english.values()) {
      for (const drawn of [message, stretched(message), mirrored(message)])
        expect(formatted('ar-EG', drawn)).toBeTruthy()
      expect(formatted('en-GB', message)).toBeTruthy()
    }
    for (const message of german.values()) expect(formatted('de-DE', message)).toBeTruthy()
  })
})

it('every file of the catalogue is an area', () => {
  for (const language of ['en', 'de']) {
    const files = readdirSync(`messages/${language}`).filter((file) => file.endsWith('.json'))
    expect(files.sort()).toEqual(AREAS.map((area) => `${area}.json`).sort())
  }
})
