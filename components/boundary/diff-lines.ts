import { diffArrays, diffWordsWithSpace } from 'diff'

/** A run of a line's text; `marked` is what differs from the line beside it. */
export type DiffWord = { text: string; marked: boolean }
export type DiffLine = {
  kind: 'same' | 'added' | 'removed'
  /** Line numbers, from 1. */
  before: number | null
  after: number | null
  words: DiffWord[]
}
/** The lines of one rule in which something changed. `rule` is empty for text between rules. */
export type DiffHunk = { rule: string; state: 'new' | 'removed' | 'changed'; lines: DiffLine[] }
export type TextDifference = { hunks: DiffHunk[]; added: number; removed: number }

/** Two Cedar texts compared line by line, one hunk for each rule that changed, whole, with the differing words marked. */
export function diffTexts(before: string, after: string): TextDifference {
  const old = numbered(before)
  const now = numbered(after)
  const runs = diffArrays(
    old.map((line) => line.text),
    now.map((line) => line.text),
  )
  const lines: (DiffLine & { rule: string })[] = []
  let at = 0
  let to = 0
  for (const run of runs) {
    for (const text of run.value) {
      const from = run.added ? undefined : old[at++]
      const into = run.removed ? undefined : now[to++]
      lines.push({
        kind: run.added ? 'added' : run.removed ? 'removed' : 'same',
        before: from?.number ?? null,
        after: into?.number ?? null,
        rule: into?.rule ?? from?.rule ?? '',
        words: [{ text, marked: false }],
      })
    }
  }
  markWords(lines)
  return {
    hunks: hunksOf(lines),
    added: lines.filter((line) => line.kind === 'added').length,
    removed: lines.filter((line) => line.kind === 'removed').length,
  }
}

/** Lines with the rule that each is part of: from after the last rule's end to its own semicolon. */
function numbered(text: string): { text: string; rule: string; number: number }[] {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const found: { text: string; rule: string; number: number }[] = []
  let pending: string[] = []
  const flush = () => {
    const rule = /@id\("([^"]*)"\)/.exec(pending.join('\n'))?.[1] ?? ''
    for (const line of pending) found.push({ text: line, rule, number: found.length + 1 })
    pending = []
  }
  for (const line of lines) {
    // A blank line or a comment before a rule is no part of it.
    if (pending.length === 0 && (line.trim() === '' || line.trim().startsWith('//'))) {
      found.push({ text: line, rule: '', number: found.length + 1 })
      continue
    }
    pending.push(line)
    if (line.trimEnd().endsWith(';')) flush()
  }
  flush()
  return found
}

/** Marks the differing words where removed lines are followed by as many added ones. */
function markWords(lines: DiffLine[]): void {
  for (let at = 0; at < lines.length; at++) {
    if (lines[at]?.kind !== 'removed') continue
    let end = at
    while (lines[end]?.kind === 'removed') end++
    for (let pair = 0; pair < end - at; pair++) {
      const removed = lines[at + pair]
      const added = lines[end + pair]
      if (removed === undefined || added?.kind !== 'added') break
      const words = diffWordsWithSpace(textOf(removed), textOf(added))
      const kept = words
        .filter((word) => !word.added && !word.removed)
        .reduce((sum, word) => sum + word.value.length, 0)
      // Two lines with little in common are not one line that changed.
      if (kept * 3 < textOf(added).length) continue
      removed.words = words.filter((word) => !word.added).map((word) => ({ text: word.value, marked: word.removed }))
      added.words = words.filter((word) => !word.removed).map((word) => ({ text: word.value, marked: word.added }))
    }
    at = end - 1
  }
}

function textOf(line: DiffLine): string {
  return line.words.map((word) => word.text).join('')
}

function hunksOf(lines: (DiffLine & { rule: string })[]): DiffHunk[] {
  const hunks: DiffHunk[] = []
  let open: DiffHunk | null = null
  for (const { rule, ...line } of lines) {
    if (open === null || open.rule !== rule) {
      open = { rule, state: 'changed', lines: [] }
      hunks.push(open)
    }
    open.lines.push(line)
  }
  return hunks
    .filter((hunk) => hunk.lines.some((line) => line.kind !== 'same' && textOf(line).trim() !== ''))
    .map((hunk) => ({ ...hunk, state: stateOf(hunk), lines: hunk.rule === '' ? changedOnly(hunk.lines) : hunk.lines }))
}

function stateOf(hunk: DiffHunk): DiffHunk['state'] {
  if (hunk.lines.every((line) => line.kind === 'added')) return 'new'
  return hunk.lines.every((line) => line.kind === 'removed') ? 'removed' : 'changed'
}

function changedOnly(lines: DiffLine[]): DiffLine[] {
  return lines.filter((line) => line.kind !== 'same' && textOf(line).trim() !== '')
}

/** Lines of a hunk in two columns: what was beside what is. */
export function paired(lines: readonly DiffLine[]): { before: DiffLine | null; after: DiffLine | null }[] {
  const rows: { before: DiffLine | null; after: DiffLine | null }[] = []
  let removed: DiffLine[] = []
  let added: DiffLine[] = []
  const flush = () => {
    for (let at = 0; at < Math.max(removed.length, added.length); at++)
      rows.push({ before: removed[at] ?? null, after: added[at] ?? null })
    removed = []
    added = []
  }
  for (const line of lines) {
    if (line.kind === 'removed') removed.push(line)
    else if (line.kind === 'added') added.push(line)
    else {
      flush()
      rows.push({ before: line, after: line })
    }
  }
  flush()
  return rows
}
