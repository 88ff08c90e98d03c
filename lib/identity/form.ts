/** The longest form that a token request needs; a client assertion has at most 8 KiB. */
const MOST_BYTES = 16 * 1024

/**
 * The parameters of an `application/x-www-form-urlencoded` body. Null for another media type, more than 16 KiB, bytes that
 * are not UTF-8, and a parameter that appears twice (RFC 6749 section 3.2). An empty parameter is an absent one (3.2).
 */
export async function parseForm(request: Request): Promise<ReadonlyMap<string, string> | null> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded' || request.body === null) return null
  const text = await readText(request.body)
  if (text === null) return null
  const form = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) {
    if (form.has(name)) return null
    form.set(name, value)
  }
  for (const [name, value] of form) if (value === '') form.delete(name)
  return form
}

async function readText(stream: ReadableStream<Uint8Array>): Promise<string | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const reader = stream.getReader()
  let text = ''
  let length = 0
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length
      if (length > MOST_BYTES) return null
      text += decoder.decode(part.value, { stream: true })
    }
    return text + decoder.decode()
  } catch {
    return null
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
