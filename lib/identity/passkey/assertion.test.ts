import { describe, expect, it } from 'vitest'
import { type Ceremony, SoftPasskey } from '@/e2e/support/passkey'
import { randomToken } from '@/lib/platform/ids'
import { assertionJson, checkAssertion } from './assertion'
import { checkAttestation } from './attestation'
import { relyingPartyOf } from './relying-party'

const ORIGIN = 'https://consent.example'
const rp = relyingPartyOf(ORIGIN)
const passkey = new SoftPasskey(ORIGIN)

async function assertion(ceremony: Partial<Ceremony>, expected = randomToken()) {
  const answer = assertionJson.parse(passkey.get({ challenge: expected, ...ceremony }))
  return checkAssertion(answer, { challenge: expected, rp, publicKey: passkey.publicKey })
}

describe('an assertion', () => {
  it('by the registered key, with the user verified, over our challenge on our page, is accepted', async () => {
    expect(await assertion({})).toMatchObject({ ok: true, counter: BigInt(passkey.counter) })
  })

  it.each<[string, Partial<Ceremony>, string]>([
    ['over another challenge', { challenge: randomToken() }, 'challenge'],
    ['from another origin', { origin: 'https://evil.example' }, 'origin'],
    ['from a subdomain', { origin: 'https://a.consent.example' }, 'origin'],
    ['from another port', { origin: 'https://consent.example:8443' }, 'origin'],
    ['over plain HTTP', { origin: 'http://consent.example' }, 'origin'],
    ['for another relying party', { rpId: 'evil.example' }, 'rp_id'],
    ['for the parent domain', { rpId: 'example' }, 'rp_id'],
    ['in a frame of another site', { crossOrigin: true, topOrigin: 'https://evil.example' }, 'cross_origin'],
    ['in a frame of a site that the browser does not name', { crossOrigin: true }, 'cross_origin'],
    ['with a top origin and no cross origin', { topOrigin: 'https://evil.example' }, 'cross_origin'],
    ['with our own origin as top origin', { topOrigin: ORIGIN }, 'cross_origin'],
    ['without the user verified', { userVerified: false }, 'user_verification'],
    ['without the user present', { userPresent: false }, 'user_verification'],
    ['made by creating and not by using', { type: 'webauthn.create' }, 'ceremony'],
    ['for a payment', { type: 'payment.get' }, 'ceremony'],
  ])('%s is refused', async (_, ceremony, why) => {
    expect(await assertion(ceremony)).toEqual({ ok: false, why })
  })

  it('by another key is refused', async () => {
    const challenge = randomToken()
    const other = assertionJson.parse(new SoftPasskey(ORIGIN).get({ challenge }))
    expect(await checkAssertion(other, { challenge, rp, publicKey: passkey.publicKey })).toEqual({
      ok: false,
      why: 'signature',
    })
  })

  it('with one byte of what was signed changed is refused', async () => {
    const challenge = randomToken()
    const honest = assertionJson.parse(passkey.get({ challenge }))
    const data = Buffer.from(honest.response.authenticatorData, 'base64url')
    data[36] = (data[36] ?? 0) ^ 1
    const changed = { ...honest, response: { ...honest.response, authenticatorData: data.toString('base64url') } }
    expect(await checkAssertion(changed, { challenge, rp, publicKey: passkey.publicKey })).toEqual({
      ok: false,
      why: 'signature',
    })
  })

  it('whose client data says a member twice is refused, whichever a parser would believe', async () => {
    const challenge = randomToken()
    const honest = assertionJson.parse(passkey.get({ challenge }))
    const twice = `{"type":"webauthn.get","challenge":"x","challenge":"${challenge}","origin":"${ORIGIN}","crossOrigin":false}`
    const changed = {
      ...honest,
      response: { ...honest.response, clientDataJSON: Buffer.from(twice).toString('base64url') },
    }
    expect(await checkAssertion(changed, { challenge, rp, publicKey: passkey.publicKey })).toEqual({
      ok: false,
      why: 'malformed',
    })
  })
})

describe('a new passkey', () => {
  it('made on our page over our challenge with the user verified is accepted', async () => {
    const challenge = randomToken()
    const checked = await checkAttestation(new SoftPasskey(ORIGIN).create({ challenge }), { challenge, rp })
    expect(checked).toMatchObject({ ok: true, passkey: { counter: 0n, transports: ['internal'] } })
  })

  it.each<[string, Partial<Ceremony>, string]>([
    ['over another challenge', { challenge: randomToken() }, 'challenge'],
    ['from another origin', { origin: 'https://evil.example' }, 'origin'],
    ['for another relying party', { rpId: 'evil.example' }, 'rp_id'],
    ['in a frame of another site', { crossOrigin: true }, 'cross_origin'],
    ['without the user verified', { userVerified: false }, 'user_verification'],
    ['that is an assertion', { type: 'webauthn.get' }, 'ceremony'],
  ])('%s is refused', async (_, ceremony, why) => {
    const challenge = randomToken()
    const made = new SoftPasskey(ORIGIN).create({ challenge, ...ceremony })
    expect(await checkAttestation(made, { challenge, rp })).toEqual({ ok: false, why })
  })

  it('of a form that nobody knows is refused, not thrown', async () => {
    for (const made of [
      null,
      'x',
      {},
      { id: 'a', rawId: 'a', type: 'public-key', response: { clientDataJSON: 'e30', attestationObject: 'AAAA' } },
    ]) {
      expect(await checkAttestation(made, { challenge: randomToken(), rp })).toMatchObject({ ok: false })
    }
  })
})
