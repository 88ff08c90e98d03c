import type { Json } from '../canonical/json'
import { sayDenial } from '../decision/explain'
import { type Facts, list, text, words } from './explain-parts'
import { answersForGerman, channelsGerman, membersGerman, stopsGerman } from './words-de'

/** Parts of German sentences. What the sentence inflects stands in the sentence; these are in one case only. */

/** A code that has no German, as its words. */
export function code(value: Json | undefined): string {
  return text(value) === '' ? 'ohne Angabe von Gründen' : words(value)
}

export function because(value: Json | undefined): string {
  const known = text(value)
  return known === '' ? '' : `: ${sayDenial(known, 'de') ?? words(value)}`
}

export function changed(facts: Facts): string {
  const names = list(facts.changed).map((name) => membersGerman[name] ?? words(name))
  return names.length === 0 ? '' : `: ${names.join(', ')}`
}

export function ended(facts: Facts): string {
  const parts = [
    typeof facts.cancelled === 'number' && facts.cancelled > 0
      ? `${count(facts.cancelled, 'eine Anfrage', 'Anfragen')} beendet`
      : '',
    typeof facts.revoked === 'number' && facts.revoked > 0
      ? `${count(facts.revoked, 'eine Freigabe', 'Freigaben')} widerrufen`
      : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`
}

export function stopped(facts: Facts): string {
  return `${text(facts.stopped)} wurde ${stopsGerman[text(facts.how)] ?? 'angehalten'}`
}

/** "Version 4 der Genehmigungsgrenze von payments" */
export function version(facts: Facts): string {
  const of = text(facts.workflow) || 'einem Workflow'
  return facts.version === undefined
    ? `die Genehmigungsgrenze von ${of}`
    : `Version ${text(facts.version)} der Genehmigungsgrenze von ${of}`
}

export function someone(facts: Facts, of: (id: string) => string): string {
  return text(facts.person) === '' ? 'einer Person' : of(text(facts.person))
}

export function role(facts: Facts): string {
  return answersForGerman[text(facts.role)] ?? code(facts.role)
}

export function team(facts: Facts): string {
  return text(facts.slug) || 'einem Team'
}

export function channel(facts: Facts): string {
  return channelsGerman[text(facts.channel)] ?? code(facts.channel)
}

export function reached(facts: Facts, of: (id: string) => string): string {
  const id = text(facts.recipient)
  return id.startsWith('usr_') ? of(id) : id.startsWith('dev_') ? 'ein Gerät' : 'einen Chat'
}

export function alone(facts: Facts): string {
  return facts.setting_up === true ? ', während der Einrichtung' : ''
}

export function until(value: Json | undefined): string {
  const instant = text(value)
  return instant === '' ? '' : ` bis ${instant.slice(11, 16)} UTC`
}

/** "27.11.2026, 08:00 UTC" of an instant; anything else as it is. */
export function moment(value: Json | undefined): string {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(text(value)) ?? []
  return year === undefined ? text(value) : `${day}.${month}.${year}, ${time} UTC`
}

export function lives(seconds: Json | undefined): string {
  if (typeof seconds !== 'number') return ''
  return seconds < 120 ? `, für ${seconds} Sekunden` : `, für ${Math.round(seconds / 60)} Minuten`
}

export function count(value: Json | undefined, one: string, many: string): string {
  return value === 1 ? one : typeof value === 'number' ? `${value} ${many}` : many
}

export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
