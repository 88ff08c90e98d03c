import { type Json, parseStrict } from '@/lib/core/canonical/json'
import { limits } from '@/lib/core/limits'
import { type Result, refuse } from '@/lib/core/result'

/** What was in the body; `present: false` when there was none at all. */
export type Body = { present: boolean; value: Json }

/** How large and how deep a body may be. */
export type BodyLimit = { bytes: number; depth: number }
const ordinary: BodyLimit = { bytes: limits.bodyBytes, depth: limits.jsonDepth }

/**
 * Reads a JSON body once, strictly: no second parser may read the same bytes differently (ATTACKS 13, 108).
 * Refuses other media types, more than `most` allows (64 KiB unless told; announced or sent), and everything that `parseStrict` refuses. An absent
 * body is the empty object, so that calls without members need none.
 */
export async function readJsonBody(request: Request, most: BodyLimit = ordinary): Promise<Result<Body>> {
  const announced = request.headers.get('content-length')
  if (announced !== null && Number(announced) > most.bytes) return refuse({ code: 'request.body_too_large' })
  // What was announced cannot become more (RFC 9112 section 6.3), and is read at once; the rest is counted as it comes.
  const bytes =
    announced !== null && /^\d+$/.test(announced)
      ? new Uint8Array(await request.arrayBuffer())
      : await readCapped(request.body, most.bytes)
  if (bytes === null || bytes.length > most.bytes) return refuse({ code: 'request.body_too_large' })
  if (bytes.length === 0) return { ok: true, value: { present: false, value: {} } }
  if (!isJson(request.headers.get('content-type'))) return refuse({ code: 'request.unsupported_media_type' })
  const parsed = parseStrict(bytes, { maxBytes: most.bytes, maxDepth: most.depth })
  if (!parsed.ok)
    return refuse({ code: 'request.body_unreadable', detail: parsed.problem.detail, pointer: parsed.problem.pointer })
  return { ok: true, value: { present: true, value: parsed.value } }
}

/** True for `application/json` with no parameter but `charset=utf-8` (RFC 8259 section 11 defines none). */
export function isJson(contentType: string | null): boolean {
  return contentType !== null && /^application\/json(\s*;\s*charset="?utf-8"?)?\s*$/i.test(contentType.trim())
}

/** All bytes of the stream, or null as soon as there are more than `most`; what is left is not read. */
async function readCapped(stream: ReadableStream<Uint8Array> | null, most: number): Promise<Uint8Array | null> {
  if (stream === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > most) {
      await reader.cancel().catch(() => undefined)
      return null
    }
    chunks.push(value)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}
