import { describe, expect, test } from 'vitest'
import { isJson, readJsonBody } from './body'

const post = (body: BodyInit | null, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  new Request('http://localhost/x', {
    method: 'POST',
    body,
    headers,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  })

async function codeOf(request: Request): Promise<string> {
  const read = await readJsonBody(request)
  return read.ok ? 'ok' : read.refusal.code
}

describe('a JSON body is read strictly', () => {
  test.each([
    ['duplicate keys', '{"a":1,"a":2}'],
    ['duplicate keys after unescaping', '{"a":1,"\\u0061":2}'],
    ['__proto__', '{"__proto__":{"x":1}}'],
    ['a number out of range', '{"a":1e400}'],
    ['an integer that a double changes', '{"a":9007199254740993}'],
    ['a lone surrogate', '{"a":"\\ud800"}'],
    ['NaN', '{"a":NaN}'],
    ['nesting over 16', `${'['.repeat(17)}${']'.repeat(17)}`],
    ['a trailing comma', '{"a":1,}'],
    ['something after the end', '{} {}'],
    ['a byte order mark', '\ufeff{}'],
  ])('%s is refused', async (_, text) => {
    expect(await codeOf(post(text))).toBe('request.body_unreadable')
  })

  test('bytes that are not UTF-8 are refused', async () => {
    expect(await codeOf(post(Uint8Array.of(0x22, 0xc3, 0x28, 0x22)))).toBe('request.body_unreadable')
  })

  test('64 KiB pass, one byte more does not, announced or streamed', async () => {
    const text = (bytes: number) => `"${'x'.repeat(bytes - 2)}"`
    expect(await codeOf(post(text(65_536)))).toBe('ok')
    expect(await codeOf(post(text(65_537)))).toBe('request.body_too_large')
    expect(await codeOf(post('{}', { 'content-type': 'application/json', 'content-length': '65537' }))).toBe(
      'request.body_too_large',
    )
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 16_384
        controller.enqueue(new Uint8Array(16_384).fill(0x20))
      },
    })
    expect(await codeOf(post(endless))).toBe('request.body_too_large')
    expect(sent).toBeLessThan(20 * 16_384)
  })

  test('only application/json counts, and no body is the empty object', async () => {
    expect(await codeOf(post('{}', { 'content-type': 'text/plain' }))).toBe('request.unsupported_media_type')
    expect(await codeOf(post('{}', {}))).toBe('request.unsupported_media_type')
    expect(await readJsonBody(post(null, {}))).toEqual({ ok: true, value: { present: false, value: {} } })
    for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset=UTF-8'])
      expect(isJson(type)).toBe(true)
    for (const type of ['application/json, text/html', 'application/jsonp', 'application/json; charset=utf-16', null])
      expect(isJson(type)).toBe(false)
  })
})
