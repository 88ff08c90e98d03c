import { describe, expect, test } from 'vitest'
import { explainNotice } from './explain'
import type { NoticeFacts, NoticeKind } from './facts'

const workflow = 'Payments'
const by = 'Noor Haddad'
const title = 'Refund €5.00'
const role = 'incident_response'
const person = `usr_${'0'.repeat(26)}`
const proposed = {
  change: { kind: 'person.role', subject: { person_id: person, role: 'admin' }, before: null, after: { has: true } },
  names: { [person]: 'Mei Lin' },
}

/** One of every kind: a kind without one does not compile. */
const SAMPLES: { [K in NoticeKind]: NoticeFacts[K] } = {
  change_to_review: { workflow, version: 4, by, direction: 'looser' },
  change_decided: { workflow, version: 4, by, verb: 'request_changes' },
  change_activated: { workflow, version: 4 },
  change_blocked: { workflow, version: 4, why: { en: 'Why.', de: 'Darum.' } },
  role_assigned: { workflow, role, by },
  role_due: { workflow, role, due: '2026-12-03', overdue: true },
  role_lapsed: { workflow, role, who: 'Mei Lin' },
  role_ended: { workflow, role, by, who: 'you' },
  handed_over: { kind: 'runtime', name: 'batch-eu-1', by },
  gap_denied: { workflow, role, why: 'person_left', count: 3 },
  campaign_started: { title: 'Autumn', due: '2026-12-03', count: 3, by },
  proposal_to_decide: { ...proposed, by },
  proposal_decided: { ...proposed, by, verb: 'refused' },
  machine_stopped: { kind: 'agent', slug: 'billing-agent', by, how: 'quarantined' },
  agent_held: { slug: 'billing-agent', workflow, count: 3 },
  passkey_added: { name: 'Laptop', by, session_since: '2026-12-03T10:32:00.000Z' },
  session_recovered: { who: 'Mei Lin', by },
  request_waiting: { title, why: 'backup', of: 'Payments leads', until: '10:32 UTC' },
  request_handed: { title, by, reason: 'Because.' },
  question_asked: { title, by },
  question_answered: { title, by },
  grant_refused: { workflow, title, executor: 'refund-runner', why: 'wrong_executor' },
  execution_unknown: { workflow, title, executor: 'refund-runner' },
}
const KEPT = [
  workflow,
  by,
  title,
  'Mei Lin',
  'Laptop',
  'billing-agent',
  'refund-runner',
  'batch-eu-1',
  '10:32',
  'Payments leads',
  'Because.',
]

describe('a notice', () => {
  test.each(Object.entries(SAMPLES))('%s is said in German with the same names, and alarms the same', (kind, facts) => {
    const [english, german] = [explainNotice(kind, facts, 'en'), explainNotice(kind, facts, 'de')]
    expect(german.sentence).not.toBe(english.sentence)
    expect(german.alarming).toBe(english.alarming)
    for (const kept of KEPT)
      expect([kept, german.sentence.includes(kept)]).toEqual([kept, english.sentence.includes(kept)])
    for (const { sentence } of [english, german]) expect(sentence).not.toMatch(/undefined|_|\{| {2}/)
  })

  test.each([
    ['role_due', 'Sie haben die Rolle „Vorfallreaktion“ in Payments nicht bestätigt; fällig war das am 3. Dez. 2026.'],
    [
      'gap_denied',
      '3 Anfragen in Payments wurden abgelehnt. Rolle „Vorfallreaktion“: die benannte Person ist ausgeschieden.',
    ],
    [
      'proposal_to_decide',
      'Noor Haddad schlägt vor: Mei Lin die Rolle Administration geben. Das braucht eine zweite Person.',
    ],
    ['handed_over', 'Noor Haddad hat Ihnen die Runtime batch-eu-1 übergeben. Ab jetzt sind Sie dafür verantwortlich.'],
    [
      'request_waiting',
      '„Refund €5.00“ wartet bis 10:32 UTC auf eine Entscheidung: Sie sind die Reserve von Payments leads.',
    ],
    ['machine_stopped', 'Noor Haddad hat den Agenten billing-agent in Quarantäne genommen.'],
  ] as const)('%s reads like German', (kind, sentence) => {
    expect(explainNotice(kind, SAMPLES[kind], 'de').sentence).toBe(sentence)
  })

  test('that was stored with words instead of codes is said with those words', () => {
    const said = (kind: string, facts: { [key: string]: string | number }) => explainNotice(kind, facts, 'de').sentence
    expect(said('proposal_to_decide', { what: 'add Ada to the team dba', by })).toContain('add Ada to the team dba')
    expect(said('request_waiting', { title, why: 'you are on call for Ops' })).toMatch(/: you are on call for Ops\.$/)
    expect(said('role_due', { workflow, role, due: '26 Nov 2026' })).toContain('26 Nov 2026')
    expect(said('gap_denied', { workflow, role, why: 'nobody is named', count: 1 })).toContain('nobody is named')
    expect(said('handed_over', { what: 'the agent Billing', by })).toContain('the agent Billing')
    expect(said('role_lapsed', { workflow, role, who: 'Nobody' })).toMatch(/^Niemand hat/)
    expect(said('change_blocked', { workflow, version: 4, why: 'Nobody is in Ops.' })).toContain('Nobody is in Ops.')
    expect(said('of_a_later_version', {})).toBe('of a later version')
  })
})
