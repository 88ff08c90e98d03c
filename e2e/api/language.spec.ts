import { describe, expect, test } from 'vitest'
import { createFront } from '@/lib/http/front'
import { absentId, call, fromConsole, signIn, useWorld, wishes } from './world'

const world = await useWorld()
const { agent } = world
const { cookie } = await signIn(world, 'hugo.pereira')
const mei = world.file.people.find(({ email }) => email.startsWith('mei.lin'))?.id
const front = createFront()

/** One refused call as the person, who chose a language by the cookie or whose browser asks for one. */
async function refused(
  path: string,
  asked: { chosen?: string; accept?: string },
  json?: unknown,
): Promise<{
  headers: Headers
  problem: Record<string, unknown> & { errors?: { pointer: string; detail: string }[] }
}> {
  const chosen = asked.chosen === undefined ? '' : `; countersign_language=${asked.chosen}`
  const response = await call(front, json === undefined ? 'GET' : 'POST', `/api/console${path}`, {
    headers: {
      ...fromConsole,
      cookie: `${cookie}${chosen}`,
      ...(asked.accept !== undefined && { 'accept-language': asked.accept }),
    },
    ...(json !== undefined && { json }),
  })
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return { headers: response.headers, problem: await response.json() }
}

const absent = `/requests/${absentId('req')}`
const FOUND_NOTHING = {
  en: 'There is nothing here, or it is not yours to see.',
  de: 'Hier ist nichts, oder Sie dürfen es nicht sehen.',
}

describe('what the console refuses is said in the language of its pages', () => {
  test.each([
    ['the cookie', { chosen: 'de' }, 'de'],
    ['the browser', { accept: 'de-AT,de;q=0.9,en;q=0.8' }, 'de'],
    ['the cookie before the browser', { chosen: 'en', accept: 'de' }, 'en'],
    ['nobody', {}, 'en'],
    ['a browser that asks for what we do not have', { accept: 'fr' }, 'en'],
    ['the cookie of a pseudo-language, which has no refusals', { chosen: 'en-XA', accept: 'de' }, 'en'],
    ['a cookie that is no language', { chosen: 'xx', accept: 'de' }, 'de'],
  ] as const)('chosen by %s', async (_, asked, language) => {
    const { headers, problem } = await refused(absent, asked)
    expect(problem).toMatchObject({ status: 404, code: 'not_found', detail: FOUND_NOTHING[language] })
    expect([headers.get('content-language'), headers.get('vary')]).toEqual([language, 'Cookie, Accept-Language'])
  })

  test('at the gate, before anybody is known', async () => {
    const headers = { 'accept-language': 'de' }
    const stranger = await call(front, 'GET', '/api/console/me', { headers })
    expect(await stranger.json()).toMatchObject({ code: 'auth.missing', detail: 'Dafür müssen Sie angemeldet sein.' })
    const elsewhere = await call(front, 'POST', '/api/console/inbox/splits', {
      headers: { ...headers, origin: 'https://evil.example' },
      json: {},
    })
    expect(await elsewhere.json()).toMatchObject({ code: 'auth.origin', title: 'Von einer anderen Website gesendet' })
    const machine = await call(front, 'GET', '/api/console/me', { as: agent, headers })
    expect(await machine.json()).toMatchObject({ code: 'auth.wrong_kind', title: 'Die falsche Art von Zugangsdaten' })
  })

  test.each([
    [
      '/absences',
      { until: 'never', delegate: 5, more: 1 },
      ['muss ein Zeitpunkt nach RFC 3339 sein', 'muss ein Text sein', 'ist keine bekannte Angabe'],
    ],
    ['/absences', { until: '2020-01-01T00:00:00Z' }, ['liegt nicht nach dem Beginn']],
    ['/inbox?view=nowhere', undefined, [expect.stringMatching(/^muss einer dieser Werte sein: /)]],
    ['/inbox?view=mine&view=team', undefined, ['kommt mehrmals vor']],
  ] as const)('fields too, and nothing but the sentences differs: %s %j', async (path, body, details) => {
    const english = await refused(path, { chosen: 'en' }, body)
    const german = await refused(path, { chosen: 'de' }, body)
    expect(german.problem.errors?.map(({ detail }) => detail)).toEqual(details)
    expect(german.problem.errors).not.toEqual(english.problem.errors)
    expect(withoutSentences(german.problem)).toEqual(withoutSentences(english.problem))
  })

  test('what a parser says stays as it is', async () => {
    const response = await call(front, 'POST', '/api/console/absences', {
      headers: { ...fromConsole, cookie: `${cookie}; countersign_language=de` },
      text: '{"until":1,"until":2}',
    })
    expect(await response.json()).toMatchObject({
      code: 'request.body_unreadable',
      title: 'Der Inhalt ist kein lesbares JSON',
      detail: 'the key occurs twice',
      errors: [{ pointer: '/until', detail: 'the key occurs twice' }],
    })
  })
})

describe('what the server says of people and machines is said in the reader’s language', () => {
  /** Where a sentence of ours stands; all else is the same for everybody. */
  const OURS = /^(?:gap|role_title|sentence|detail|text|name|label|before|after|note|capacity|title)$/

  test.each([
    ['/accountability', ['gap', 'role_title']],
    ['/machines?limit=200', ['text']],
    [`/people/${mei}`, ['title', 'detail']],
    [`/people/${mei}/leaving`, ['title', 'detail']],
  ] as const)('%s', async (path, members) => {
    const read = async (language: string) => {
      const headers = { cookie: `${cookie}; countersign_language=${language}` }
      return leaves(await (await call(front, 'GET', `/api/console${path}`, { headers })).json())
    }
    const [english, german] = [await read('en'), await read('de')]
    expect([...german.keys()]).toEqual([...english.keys()])
    const differing = [...english].filter(([at, said]) => german.get(at) !== said).map(([at]) => at.split('/').at(-1))
    const ours = [...new Set(differing)].filter((name) => name !== 'server_now')
    expect(ours.filter((name) => !OURS.test(name ?? ''))).toEqual([])
    expect(ours).toEqual(expect.arrayContaining([...members]))
  })
})

/** Every value of an answer by its place. */
function leaves(value: unknown, at = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[at, value]])
  return new Map(Object.entries(value).flatMap(([name, inner]) => [...leaves(inner, `${at}/${name}`)]))
}

describe('machines read English, whatever they send', () => {
  const german = { 'accept-language': 'de', cookie: 'countersign_language=de' }

  test.each([
    ['GET', '/api/v1/requests', undefined],
    ['GET', `/api/v1/requests/${absentId('req')}`, agent],
    ['POST', '/api/v1/requests', agent],
    ['GET', '/api/v1/nowhere', agent],
    ['PUT', '/api/v1/requests', agent],
    ['GET', '/oauth/nowhere', undefined],
    ['GET', '/.well-known/nowhere', undefined],
    ['GET', '/mcp/nowhere', undefined],
  ] as const)('%s %s answers the same bytes', async (method, path, as) => {
    const json = method === 'POST' ? { ...wishes.approve, more: 1, params: 5 } : undefined
    const answers = await Promise.all(
      [{}, german].map((headers) => call(front, method, path, { ...(as && { as }), headers, ...(json && { json }) })),
    )
    const [plain, asked] = await Promise.all(answers.map((answer) => answer.text()))
    expect(asked).toBe(plain)
    for (const answer of answers) {
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.headers.get('content-language')).toBeNull()
      expect(answer.headers.get('vary')).toBeNull()
    }
  })

  test('also while people are answered in German', async () => {
    const [person, machine] = await Promise.all([
      refused(absent, { chosen: 'de' }),
      call(front, 'GET', `/api/v1${absent}`, { as: agent, headers: german }),
    ])
    expect(person.problem.detail).toBe(FOUND_NOTHING.de)
    expect(await machine.json()).toMatchObject({ code: 'not_found', detail: FOUND_NOTHING.en })
  })
})

function withoutSentences({ title, detail, errors, ...rest }: Awaited<ReturnType<typeof refused>>['problem']) {
  return { ...rest, said: [typeof title, typeof detail], pointers: errors?.map(({ pointer }) => pointer) }
}
