import type { InboxItem } from '@/lib/inbox/schema'

/** One token of the filter box: `agent:billing`, `env:prod`, `level:T3`, `action:db.`, or plain words. */
export type FilterToken = { field: 'agent' | 'env' | 'level' | 'action' | 'text'; value: string; raw: string }

const FIELDS = ['agent', 'env', 'level', 'action', 'text'] as const

function isField(name: string): name is FilterToken['field'] {
  return FIELDS.some((field) => field === name)
}

/** Splits the box at spaces; a token with an unknown field is plain text, so that nothing typed is ever ignored. */
export function parseFilter(text: string): FilterToken[] {
  return text
    .split(/\s+/)
    .filter((raw) => raw !== '')
    .map((raw) => {
      const colon = raw.indexOf(':')
      const name = raw.slice(0, Math.max(colon, 0)).toLowerCase()
      if (isField(name)) return { field: name, value: raw.slice(colon + 1).toLowerCase(), raw }
      return { field: 'text', value: raw.toLowerCase(), raw }
    })
}

function matches(item: InboxItem, token: FilterToken): boolean {
  const { value } = token
  switch (token.field) {
    case 'agent':
      return item.agent.slug.toLowerCase().includes(value)
    case 'env':
      return item.environment.toLowerCase().startsWith(value)
    case 'level':
      return item.level.toLowerCase() === value
    case 'action':
      return item.action.toLowerCase().startsWith(value.replace(/\*$/, ''))
    case 'text':
      return `${item.title} ${item.code} ${item.id} ${item.resource} ${item.agent.slug} ${item.sponsor.name} ${item.workflow.title}`
        .toLowerCase()
        .includes(value)
  }
}

/** Items that match every token. An empty value (`agent:`) is still being typed and matches all. */
export function applyFilter(items: InboxItem[], tokens: FilterToken[]): InboxItem[] {
  const active = tokens.filter((token) => token.value !== '')
  return active.length === 0 ? items : items.filter((item) => active.every((token) => matches(item, token)))
}

/** The token whose removal would show something again: what to blame for an empty list. */
export function blame(items: InboxItem[], tokens: FilterToken[]): FilterToken | null {
  return (
    tokens.find(
      (token) =>
        applyFilter(
          items,
          tokens.filter((other) => other !== token),
        ).length > 0,
    ) ??
    tokens[0] ??
    null
  )
}

/** The box without one token. */
export function without(text: string, token: FilterToken): string {
  const parts = text.split(/\s+/).filter((raw) => raw !== '')
  const at = parts.indexOf(token.raw)
  return parts.filter((_, index) => index !== at).join(' ')
}
