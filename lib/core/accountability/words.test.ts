import { describe, expect, test } from 'vitest'
import { directoryWith, personOf, runtimeOf, teamOf, workflowOf } from '@/e2e/support/directory'
import { accountabilityRoles } from '../directory'
import { workflowGaps } from '../workflow/gaps'
import { responsibilitiesOf } from './responsibilities'
import { accountabilityWords } from './say'
import type { AccountabilityWords } from './words'

const [english, german] = [accountabilityWords('en'), accountabilityWords('de')]

/** Every text of a table of words, functions asked with these. */
function texts(words: object, asked: Partial<Record<keyof AccountabilityWords, unknown[]>> = {}): string[] {
  return Object.entries(words).flatMap(([name, word]): string[] => {
    if (typeof word === 'string') return [word]
    if (typeof word === 'function') return [String(word(...(asked[name as keyof typeof asked] ?? ['billing-agent'])))]
    return texts(word)
  })
}

describe('who answers for what', () => {
  test('has German for every text, with the same names in it', () => {
    const asked = {
      vendorGap: ['approval_logic', 'billing-agent'],
      roleOf: ['accountable_owner', 'billing-agent'],
      headline: [1],
      headlineGap: ['billing-agent', 'logging', 'why'],
      more: [7],
    }
    const [said, gesagt] = [texts(english, asked), texts(german, asked)]
    expect(gesagt).toHaveLength(said.length)
    for (const [at, text] of said.entries()) {
      expect(gesagt[at]).not.toBe(text)
      for (const name of ['billing-agent', 'why', '7', '1 ']) {
        if (text.includes(name)) expect(gesagt[at]).toContain(name)
      }
    }
    expect(german.headline(12)).toContain('12')
  })

  test('says each kind of gap and each responsibility in both languages', () => {
    const vendor = { name: 'V', contract: '', contact: '', approvalLogic: null, logging: null, incidentResponse: null }
    const directory = directoryWith({
      people: new Map([personOf('ada')]),
      teams: new Map([teamOf('t', 'ops', ['ada'], { leadId: 'ada' })]),
      workflows: new Map([workflowOf('pay', { ownerIds: ['ada'] })]),
      runtimes: new Map([runtimeOf('run', { ownerId: 'ada', vendor })]),
    })
    const said = (language: 'en' | 'de') => {
      const workflow = directory.workflows.get('pay')
      if (!workflow) throw new Error('there is no workflow')
      return [
        ...workflowGaps(workflow, ['run'], directory, new Date(0), language).map(({ sentence }) => sentence),
        ...responsibilitiesOf('ada', directory, language).map(({ detail }) => detail),
      ]
    }
    expect(said('de')).toHaveLength(said('en').length)
    expect(said('de').length).toBeGreaterThan(accountabilityRoles.length + 5)
    expect(said('de').filter((text) => said('en').includes(text))).toEqual([])
    expect(said('de')).toContain(
      'Niemand ist verantwortlich für die Protokollierung der Runtime run, die ein Anbieter betreibt.',
    )
  })
})
