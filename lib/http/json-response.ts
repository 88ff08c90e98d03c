/** The texts of answers that are JSON, for whoever can send them without reading them back out of a stream. */
const texts = new WeakMap<Response, string>()

/** An answer in JSON. `headers` are made part of it and name its content type. */
export function jsonResponse(body: unknown, status: number, headers: Headers): Response {
  const text = JSON.stringify(body)
  const response = new Response(text, { status, headers })
  texts.set(response, text)
  return response
}

/** The whole body of an answer that `jsonResponse` made; null for any other one. */
export function textOf(response: Response): string | null {
  return texts.get(response) ?? null
}
