import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBase64, toBase64 } from '@/lib/core/canonical/digest'
import { formatCheckpoint, parseCheckpoint, signCheckpoint, verifyCheckpoint } from './checkpoint'
import { emptyRoot, leafHash } from './merkle'
import { ed25519Signer, formatVerifierKey, noteKeyId, parseNote, parseVerifierKey, signNote, verifyNote } from './note'

const seed = (fill: number) => new Uint8Array(32).fill(fill)
const ORIGIN = 'console.example/log'
const signer = ed25519Signer(ORIGIN, seed(1))
const next = ed25519Signer(ORIGIN, seed(2))
const witness = ed25519Signer('witness.example/w1', seed(3))
const head = { origin: ORIGIN, size: 42, root: leafHash(new Uint8Array([1])) }
const note = signCheckpoint(head, [signer])
const text = formatCheckpoint(head)
const signatureLine = note.slice(text.length + 1)

describe('signed notes', () => {
  // The example of the Go module golang.org/x/mod/sumdb/note.
  const published = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
  const publishedNote =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
    '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'

  test('a note that another implementation signed verifies with its published key', () => {
    const key = parseVerifierKey(published)
    if (key === null) throw new Error('the published key was refused')
    expect(formatVerifierKey(key)).toBe(published)
    expect(verifyNote(publishedNote, [key])).toMatchObject({ ok: true, signedBy: [{ name: 'PeterNeumann' }] })
    expect(verifyNote(publishedNote.replace('answer', 'cause'), [key])).toMatchObject({ ok: false })
  })

  test.each([
    published.replace('c74f20a3', 'c74f20a4'),
    published.replace('PeterNeumann', 'PeterNeuman'),
    published.replace('+AR', '+AB'),
    published.slice(0, -4),
    published.replaceAll('+', ' '),
    `${published}\n`,
    'name+00000000+',
    '',
  ])('%j is no verifier key', (bad) => {
    expect(parseVerifierKey(bad)).toBeNull()
  })

  test('a text with empty lines is separated from its signatures by the last one', () => {
    const signed = signNote('one\n\n\ntwo\n', [signer, witness])
    expect(verifyNote(signed, [signer, witness])).toMatchObject({ ok: true, text: 'one\n\n\ntwo\n' })
    expect(parseNote(signed)).toMatchObject({
      note: { signatures: [{ name: ORIGIN }, { name: 'witness.example/w1' }] },
    })
  })

  test.each(['', 'no newline', 'a\r\n', 'tab\t\n', 'nul\0\n', '\ud800\n'])('%j cannot be signed', (bad) => {
    expect(() => signNote(bad, [signer])).toThrow(TypeError)
  })

  test('no key with spaces or plus in its name can sign, and a note needs a signer', () => {
    for (const name of ['', 'a b', 'a+b', 'a\u00a0b', 'a\nb']) {
      expect(() => signNote('x\n', [ed25519Signer(name, seed(1))])).toThrow(TypeError)
    }
    expect(() => signNote('x\n', [])).toThrow(TypeError)
  })

  test('a key kept by the platform signs the same bytes', () => {
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed(1)])
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    const x = createPublicKey(key).export({ format: 'jwk' }).x ?? ''
    const publicKey = new Uint8Array(Buffer.from(x, 'base64url'))
    const outside = { name: ORIGIN, publicKey, sign: (message: Uint8Array) => new Uint8Array(sign(null, message, key)) }
    expect(signCheckpoint(head, [outside])).toBe(note)
  })
})

describe('checkpoints', () => {
  test('what is signed is read back and verified', () => {
    expect(text).toBe(`${ORIGIN}\n42\n${toBase64(head.root)}\n`)
    expect(parseCheckpoint(note)).toEqual({ ok: true, checkpoint: head })
    expect(verifyCheckpoint(note, [signer])).toMatchObject({ ok: true, checkpoint: head })
    const empty = { origin: ORIGIN, size: 0, root: emptyRoot() }
    expect(verifyCheckpoint(signCheckpoint(empty, [signer]), [signer])).toMatchObject({ ok: true, checkpoint: empty })
  })

  test('the example of the specification is read', () => {
    const example =
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
      '\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n'
    expect(parseCheckpoint(example)).toMatchObject({
      ok: true,
      checkpoint: { origin: 'example.com/behind-the-sofa', size: 20852163 },
    })
    expect(verifyCheckpoint(example, [signer])).toEqual({ ok: false, why: 'no known key signed this' })
  })

  const root = toBase64(head.root)
  const malformed: [string, string][] = [
    ['nothing', ''],
    ['no signature block', text],
    ['no signature', `${text}\n`],
    ['no blank line', text + signatureLine],
    ['two blank lines', `${text}\n\n${signatureLine}`],
    ['no final newline', note.slice(0, -1)],
    ['a blank line at the end', `${note}\n`],
    ['text after the signatures', `${note}more\n`],
    ['carriage returns', note.replaceAll('\n', '\r\n')],
    ['a tab', note.replace('42', '42\t')],
    ['a leading zero', note.replace('\n42\n', '\n042\n')],
    ['a plus sign', note.replace('\n42\n', '\n+42\n')],
    ['a negative size', note.replace('\n42\n', '\n-1\n')],
    ['a fraction', note.replace('\n42\n', '\n42.0\n')],
    ['hexadecimal', note.replace('\n42\n', '\n0x2a\n')],
    ['other digits', note.replace('\n42\n', '\n\u0664\u0662\n')],
    ['spaces around the size', note.replace('\n42\n', '\n 42\n')],
    ['a size beyond the safe integers', note.replace('\n42\n', '\n9007199254740992\n')],
    ['an enormous size', note.replace('\n42\n', `\n${'9'.repeat(400)}\n`)],
    ['an empty origin', note.replace(`${ORIGIN}\n`, '\n')],
    ['a space in the origin', note.replace(`${ORIGIN}\n`, 'a b\n')],
    ['an extension line', note.replace(`${root}\n`, `${root}\nextension\n`)],
    ['a missing line', note.replace('\n42\n', '\n')],
    ['a root without padding', note.replace(root, root.slice(0, -1))],
    ['a root in base64url', note.replace(root, '_'.repeat(43).concat('='))],
    ['a root with spare bits', note.replace(root, `${'A'.repeat(42)}B=`)],
    ['a root of 31 bytes', note.replace(root, toBase64(new Uint8Array(31)))],
    ['a root of 33 bytes', note.replace(root, toBase64(new Uint8Array(33)))],
    ['an empty tree with another root', note.replace('\n42\n', '\n0\n')],
    ['a hyphen for the dash', note.replace('\u2014', '-')],
    ['an en dash', note.replace('\u2014', '\u2013')],
    ['two spaces', note.replace('\u2014 ', '\u2014  ')],
    ['a space at the end of the line', note.replace(/\n$/, ' \n')],
    ['a signature in bad base64', note.replace(/.\n$/, '*\n')],
    ['a signature with a spare bit', signatureLine.endsWith('=\n') ? note.replace(/.=\n$/, 'B=\n') : ''],
    ['a signature of the key ID alone', `${text}\n\u2014 ${ORIGIN} ${toBase64(noteKeyId(signer))}\n`],
    ['half of a surrogate pair', note.replace(ORIGIN, 'a\ud800b')],
    ['too many signatures', note + signatureLine.repeat(100)],
    ['too long a text', `${'a'.repeat(600_000)}\n${note}`],
  ]
  test.each(malformed)('a checkpoint with %s is refused', (_, bad) => {
    expect(parseCheckpoint(bad)).toMatchObject({ ok: false })
    expect(verifyCheckpoint(bad, [signer])).toMatchObject({ ok: false })
  })

  test('no change of any character goes unnoticed', () => {
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.string({ unit: 'binary', maxLength: 2 }), (at, piece) => {
        const changed = note.slice(0, at) + piece + note.slice(at + 1)
        if (changed !== note) expect(verifyCheckpoint(changed, [signer]).ok).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  test('an unknown signature is ignored, a wrong one of a known key refuses all', () => {
    const both = signCheckpoint(head, [signer, witness])
    expect(verifyCheckpoint(both, [signer]).ok).toBe(true)
    expect(verifyCheckpoint(both, [signer, witness])).toMatchObject({ ok: true, signedBy: [signer, witness] })
    const forged = both.replace(/(\S)(\S{20}=*\n)$/, (_, first, rest) => (first === 'A' ? 'B' : 'A') + rest)
    expect(verifyCheckpoint(forged, [signer, witness])).toMatchObject({ ok: false })
    expect(verifyCheckpoint(note, [])).toMatchObject({ ok: false })
    expect(verifyCheckpoint(note + signatureLine, [signer])).toEqual({ ok: false, why: `${ORIGIN} signed twice` })
  })

  test('the key of one log cannot speak for another', () => {
    const foreign = signCheckpoint({ ...head, origin: 'other.example/log' }, [signer])
    expect(verifyCheckpoint(foreign, [signer])).toMatchObject({ ok: false })
    expect(verifyCheckpoint(signCheckpoint(head, [witness]), [signer, witness])).toMatchObject({ ok: false })
  })

  test('old checkpoints verify with the key history after a rotation, and a retired key alone is not enough', () => {
    const renewed = signCheckpoint({ ...head, size: 43 }, [next])
    for (const signed of [note, renewed]) expect(verifyCheckpoint(signed, [signer, next]).ok).toBe(true)
    expect(verifyCheckpoint(renewed, [signer]).ok).toBe(false)
  })

  test('a key under the right name and ID with other bytes is no key', () => {
    const line = `\u2014 ${ORIGIN} ${toBase64(Buffer.concat([noteKeyId(signer), Buffer.alloc(64)]))}\n`
    expect(verifyCheckpoint(`${text}\n${line}`, [signer])).toMatchObject({ ok: false })
    expect(fromBase64(toBase64(new Uint8Array(68)))?.length).toBe(68)
  })

  test.each([-1, 0.5, 2 ** 53, Number.NaN])('size %s cannot be signed', (size) => {
    expect(() => formatCheckpoint({ ...head, size })).toThrow(TypeError)
  })

  test('a checkpoint that no verifier would read cannot be signed', () => {
    expect(() => formatCheckpoint({ ...head, origin: 'a b' })).toThrow(TypeError)
    expect(() => formatCheckpoint({ ...head, root: new Uint8Array(31) })).toThrow(TypeError)
    expect(() => formatCheckpoint({ ...head, size: 0 })).toThrow(TypeError)
  })
})
