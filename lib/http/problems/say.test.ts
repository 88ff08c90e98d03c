import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { batchWords } from '@/lib/core/batch/explain'
import type { Refusal } from '@/lib/core/refusal'
import { problems } from '../problem-table'
import type { GermanRow } from './de/row'
import { german } from './german'
import type { RefusalCode } from './row'
import { sayDetail, sayRefusal } from './say'

const codes = Object.keys(problems) as RefusalCode[]
const namesIn = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()

describe('a refusal in German', () => {
  it.each(codes)('%s says something of its own, with the same names in it as in English', (code) => {
    const english = problems[code]
    const said: GermanRow = german[code]
    expect(namesIn(said.detail)).toEqual(namesIn(english.detail))
    expect(namesIn(said.title)).toEqual([])
    expect(said.title).not.toBe(english.title)
    expect(said.title).not.toMatch(/[.!]$/)
    if (english.detail !== '{detail}') {
      expect(said.detail).not.toBe(english.detail)
      expect(said.detail).toMatch(/\.$/)
    }
  })

  it('says Sie to whoever reads it', () => {
    for (const { title, detail } of Object.values(german))
      expect(`${title} ${detail}`).not.toMatch(/\b(du|dein\w*|dir|dich)\b/i)
  })

  it.each<[Refusal, string]>([
    [{ code: 'request.not_pending', status: 'cancelled' }, 'Die Anfrage ist bereits zurückgezogen.'],
    [{ code: 'change.wrong_state', status: 'in_review' }, 'Diese Version ist in Prüfung.'],
    [{ code: 'machine.wrong_state', status: 'quarantined' }, 'Der Zustand ist: in Quarantäne.'],
    [
      { code: 'auth.forbidden', role: 'admin or compliance' },
      'Dafür brauchen Sie diese Rolle: Administration oder Compliance.',
    ],
    [{ code: 'triage.claimed', by: 'Mei Lin', until: '2026-11-27T14:30:00.000Z' }, 'Mei Lin sieht sie sich gerade an.'],
    [
      { code: 'decision.rerouted', until: '2026-11-27T14:30:05.120Z' },
      'Bis 27.11.2026, 14:30 UTC genehmigen andere an Ihrer Stelle. Ablehnen können Sie weiterhin.',
    ],
    [
      { code: 'log.out_of_range', detail: 'The signed log has 12 entries.' },
      'Das signierte Protokoll hat 12 Einträge.',
    ],
    // What is no word of ours stays as it came, names that are called like a member of every object too.
    [{ code: 'request.not_pending', status: 'constructor' }, 'Die Anfrage ist bereits constructor.'],
    [{ code: 'triage.claimed', by: '{until} $1', until: '' }, '{until} $1 sieht sie sich gerade an.'],
    [{ code: 'request.body_unreadable', detail: 'the key occurs twice', pointer: '' }, 'the key occurs twice'],
  ])('%j: %s', (refusal, said) => expect(sayRefusal(refusal, 'de').detail).toBe(said))

  it('is said in English as the table has it', () =>
    expect(sayRefusal({ code: 'request.not_pending', status: 'cancelled' }, 'en')).toEqual({
      title: 'Not pending',
      detail: 'The request is already cancelled.',
    }))
})

describe('what is said of a field', () => {
  it('has the number, name or text of the English sentence in it, whatever that text is', () => {
    expect(sayDetail('cannot be one more than 40', 'de')).toBe('geht nicht: Mehr als 40 sind nicht möglich')
    expect(sayDetail('is not payments', 'de')).toBe('ist nicht payments')
    expect(sayDetail('is not 65 bytes as base64url', 'de')).toBe('besteht nicht aus 65 Bytes als base64url')
    expect(sayDetail('“I read {text} & $1\n” twice” was not confirmed', 'de')).toBe(
      '„I read {text} & $1\n” twice“ wurde nicht bestätigt',
    )
  })

  it('stays English for English, and where it is in no table: texts of parsers', () => {
    expect(sayDetail('is over', 'en')).toBe('is over')
    expect(sayDetail('must be <= 5', 'de')).toBe('must be <= 5')
    expect(sayDetail('the key occurs twice', 'de')).toBe('the key occurs twice')
  })

  it('has what keeps a request out of a batch', () => {
    for (const english of [...Object.values(batchWords.en.alone), ...Object.values(batchWords.en.apart)])
      expect(sayDetail(english, 'de')).not.toBe(english)
  })
})

/** What a schema says when it refuses a value. */
function saidBy(schema: z.ZodType, value: unknown): string {
  const issue = schema.safeParse(value).error?.issues[0]
  if (issue === undefined) throw new Error('nothing was refused')
  return issue.message
}

describe('what the schema library says of a field by itself', () => {
  it.each<[string, z.ZodType, unknown]>([
    ['fehlt', z.string(), undefined],
    ['fehlt', z.array(z.string()), undefined],
    ['muss ein Text sein', z.string(), 5],
    ['muss eine Zahl sein', z.number(), 'x'],
    ['muss eine ganze Zahl sein', z.number().int(), 1.5],
    ['muss wahr oder falsch sein', z.boolean(), 'x'],
    ['muss eine Liste sein', z.array(z.string()), {}],
    ['muss ein Objekt sein', z.strictObject({}), []],
    ['muss ein Objekt sein', z.record(z.string(), z.string()), 'x'],
    ['hat den falschen Typ', z.null(), 'x'],
    ['muss "approve" sein', z.literal('approve'), 'x'],
    ['muss einer dieser Werte sein: "a"|"b"', z.enum(['a', 'b']), 'x'],
    [
      "muss einer dieser Werte sein: 'a' | 'b'",
      z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b') })]),
      { kind: 'c' },
    ],
    ['ist nicht gültig', z.union([z.string(), z.number()]), true],
    ['darf nicht leer sein', z.string().min(1), ''],
    ['braucht mindestens 3 Zeichen', z.string().min(3), 'x'],
    ['braucht genau 3 Zeichen', z.string().length(3), 'x'],
    ['braucht genau 3 Zeichen', z.string().length(3), 'long'],
    ['darf nicht leer sein', z.array(z.string()).min(1), []],
    ['braucht mindestens 2 Einträge', z.array(z.string()).min(2), []],
    ['muss mindestens 2 sein', z.number().min(2), 1],
    ['muss größer als 2 sein', z.number().gt(2), 2],
    ['darf höchstens 3 Zeichen haben', z.string().max(3), 'long'],
    ['darf höchstens einen Eintrag haben', z.array(z.string()).max(1), ['a', 'b']],
    ['darf höchstens 2 Einträge haben', z.array(z.string()).max(2), ['a', 'b', 'c']],
    ['darf höchstens 2 sein', z.number().max(2), 3],
    ['muss kleiner als 2 sein', z.number().lt(2), 2],
    ['muss ein Vielfaches von 5 sein', z.number().multipleOf(5), 3],
    ['hat nicht die verlangte Form', z.string().regex(/^a, received b$/), 'x'],
    ['muss ein Tag wie 2026-11-27 sein', z.iso.date(), 'x'],
    ['muss ein Zeitpunkt nach RFC 3339 sein', z.iso.datetime(), 'x'],
    ['muss eine E-Mail-Adresse sein', z.email(), 'x'],
    ['muss eine Adresse sein', z.url(), 'x'],
    ['hat nicht die verlangte Form', z.uuid(), 'x'],
  ])('%#: %s', (said, schema, value) => expect(sayDetail(saidBy(schema, value), 'de')).toBe(said))
})
