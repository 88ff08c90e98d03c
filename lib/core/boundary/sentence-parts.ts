import type { SentencePart } from './analysis'

export function plain(text: string): SentencePart {
  return { text, strong: false }
}

export function strong(text: string): SentencePart {
  return { text, strong: true }
}

/** Neighbours of one kind become one part. */
export function joined(parts: readonly SentencePart[]): SentencePart[] {
  const out: SentencePart[] = []
  for (const part of parts) {
    const last = out.at(-1)
    if (part.text === '') continue
    if (last?.strong === part.strong) last.text += part.text
    else out.push({ ...part })
  }
  return out
}

/** A sentence as one string. */
export function sentenceText(parts: readonly SentencePart[]): string {
  return parts.map((part) => part.text).join('')
}

/** Words in a row, the last two joined. */
export function listed(words: readonly string[], last: string): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}
