import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { activate, amounts, refundOf, steps } from '@/e2e/support/boundary'
import {
  api,
  ask,
  executionOf,
  type Granted,
  granted,
  grantedBy,
  look,
  pending,
  presented,
  redeem,
} from '@/e2e/support/machines'
import { approve, refusal, signers } from '@/e2e/support/people'
import { countOf, entriesOf, factsOf, moveDeadline, refusalBy } from '@/e2e/support/rows'
import { forgetDirectory } from '@/lib/directory/current'
import { expireGrants } from '@/lib/grants/expire-grants'
import { keys } from '@/lib/platform/keys'
import { useWorld } from './world'

const world = await useWorld()
const { db, agent, executor, otherAgent, otherExecutor } = world
await activate(db, 'payments', steps)
const [mei, tom] = await signers(world, 'mei', 'tom')

const unusable = { status: 403, code: 'grant.unusable' }
const used = { status: 409, code: 'grant.already_redeemed' }
const gone = { status: 410, code: 'grant.gone' }
const statusOf = async (grant: Granted) =>
  (await db.asOwner('SELECT status FROM grants WHERE id = $1', [grant.grantId]))[0]?.status
const executionsOf = (grant: Granted) =>
  countOf(db, 'SELECT count(*) FROM executions WHERE grant_id = $1', [grant.grantId])
const codeOf = async (answer: Response) => (await refusal(answer)).code

describe('what was consented to, and nothing else (ATTACKS 1)', () => {
  test('another amount than the approved one is refused, the mismatch logged, and the grant still good for the right one', async () => {
    const grant = await grantedBy(world, amounts.two, [mei, tom])
    const more = { params: { ...grant.wish.params, amount: amounts.two + 1 } }
    expect(await refusal(await redeem(world, grant, more))).toEqual(unusable)
    expect(await factsOf(db, grant.requestId, 'grant.refused')).toMatchObject({
      why: 'action_mismatch',
      grant_status: 'issued',
    })
    expect([await statusOf(grant), await executionsOf(grant)]).toEqual(['issued', 0])
    expect((await redeem(world, grant)).status).toBe(200)
  })

  test.each([
    ['another resource', { resource: 'charge:ch_other' }],
    ['another action', { action: 'payments.payout' }],
    ['one param more', { params: { amount: 50, currency: 'EUR', reason: 'damaged_goods', memo: 'x' } }],
    ['one param less', { params: { amount: 50, currency: 'EUR' } }],
    ['a text instead of a number', { params: { amount: '50', currency: 'EUR', reason: 'damaged_goods' } }],
    [
      'a secret that nobody was asked about',
      { secret: { store: 's', path: 'p', version: '1', fields: ['f'], purpose: 'x', lifetime_seconds: 60 } },
    ],
  ])('%s', async (_, change) => {
    const grant = await granted(world)
    expect(await refusal(await redeem(world, grant, change))).toEqual(unusable)
    expect(await factsOf(db, grant.requestId, 'grant.refused')).toMatchObject({ why: 'action_mismatch' })
  })

  test('a text that only looks the same: the NFD twin of an approved NFC memo (ATTACKS 8)', async () => {
    const memo = 'Café'.normalize('NFC')
    const params = { amount: 50, currency: 'EUR', reason: 'damaged_goods', memo }
    const grant = await granted(world, { params })
    expect(await refusal(await redeem(world, grant, { params: { ...params, memo: memo.normalize('NFD') } }))).toEqual(
      unusable,
    )
    expect(await factsOf(db, grant.requestId, 'grant.refused')).toMatchObject({ why: 'action_mismatch' })
    expect((await redeem(world, grant)).status).toBe(200)
  })

  test('the order of members is no difference', async () => {
    const grant = await granted(world)
    const { amount, currency, reason } = grant.wish.params
    expect((await redeem(world, grant, { params: { reason, currency, amount } })).status).toBe(200)
  })
})

describe('who redeems', () => {
  test('never the agent that asked: its credential opens no such route (ATTACKS 36)', async () => {
    const grant = await granted(world)
    expect(await refusal(await api('POST', '/grants/redeem', agent, presented(grant)))).toEqual({
      status: 403,
      code: 'auth.wrong_kind',
    })
    expect(await statusOf(grant)).toBe('issued')
  })

  test('nor as an executor: no key is both, and no agent’s id can be an executor’s (ATTACKS 36)', async () => {
    const [key] = await db.asOwner('SELECT fingerprint FROM credentials WHERE agent_id = $1 AND kind = $2', [
      agent.id,
      'api_key',
    ])
    const insert = `INSERT INTO credentials (id, kind, executor_id, agent_id, fingerprint) VALUES ($1, 'api_key', $2, $3, $4)`
    expect(await refusalBy(db.asApp, insert, ['crd_twice', executor.id, null, key?.fingerprint])).toMatch(/unique/)
    expect(await refusalBy(db.asApp, insert, ['crd_both', executor.id, agent.id, 'other'])).toMatch(
      /credential_has_one_owner/,
    )
    expect(
      await refusalBy(db.asApp, `INSERT INTO executors (id, slug, title, sponsor_id) VALUES ($1, 'twin', 'Twin', $2)`, [
        agent.id,
        mei.id,
      ]),
    ).toMatch(/executors_id/)
  })

  test('never another executor, for which it looks like any bad token; the log knows (ATTACKS 37, 73)', async () => {
    const grant = await granted(world)
    const theirs = await api('POST', '/grants/redeem', otherExecutor, presented(grant))
    const nonsense = await api('POST', '/grants/redeem', otherExecutor, { ...presented(grant), grant: 'eyJ.eyJ.AAAA' })
    expect(theirs.status).toBe(403)
    expect(await theirs.text()).toBe(await nonsense.text())
    expect(await factsOf(db, grant.requestId, 'grant.refused')).toMatchObject({ why: 'wrong_executor' })
    expect(await statusOf(grant)).toBe('issued')
    expect((await redeem(world, grant)).status).toBe(200)
    // Nor does a stranger learn that it was used.
    expect(await refusal(await api('POST', '/grants/redeem', otherExecutor, presented(grant)))).toEqual(unusable)
  })
})

describe('once', () => {
  test('of 64 redemptions at once one succeeds, whatever keys they carry (ATTACKS 65)', async () => {
    const grant = await grantedBy(world, amounts.signed, [mei])
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, i) =>
        redeem(world, grant, {}, i % 2 === 0 ? {} : { 'idempotency-key': `race-${i}` }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const answer of answers) if (answer.status !== 200) expect(await refusal(answer)).toEqual(used)
    expect(await executionsOf(grant)).toBe(1)
    expect((await entriesOf(db, grant.requestId)).filter((type) => type === 'grant.redeemed')).toHaveLength(1)
  })

  test('a replay is 409, and the same Idempotency-Key gets the stored answer, byte for byte (ATTACKS 66)', async () => {
    const grant = await granted(world)
    const key = { 'idempotency-key': 'redeem-1' }
    const first = await redeem(world, grant, {}, key)
    const text = await first.text()
    expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([200, null])
    expect(await refusal(await redeem(world, grant))).toEqual(used)
    expect(await refusal(await redeem(world, grant, {}, { 'idempotency-key': 'redeem-2' }))).toEqual(used)
    // Also after the execution went on: it is the answer that was given, not a new one.
    const { execution } = JSON.parse(text)
    await api('POST', `/executions/${execution.id}/heartbeat`, executor, {})
    await api('POST', `/executions/${execution.id}/complete`, executor, { outcome: 'succeeded' })
    const again = await redeem(world, grant, {}, key)
    expect([again.status, again.headers.get('idempotency-replayed'), await again.text()]).toEqual([200, 'true', text])
    expect(await executionsOf(grant)).toBe(1)
  })

  test('64 at once with one key are one use and one answer (ATTACKS 110)', async () => {
    const grant = await granted(world)
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => redeem(world, grant, {}, { 'idempotency-key': 'same' })),
    )
    const bodies = new Set(
      await Promise.all(answers.filter(({ status }) => status === 200).map((answer) => answer.text())),
    )
    expect(bodies.size).toBe(1)
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
    expect(await executionsOf(grant)).toBe(1)
  })

  test('a key used for another grant is 422, and another executor’s key is its own (ATTACKS 109, 110)', async () => {
    const [one, other] = [await granted(world), await granted(world)]
    const key = { 'idempotency-key': 'mine' }
    expect((await redeem(world, one, {}, key)).status).toBe(200)
    expect(await refusal(await redeem(world, other, {}, key))).toEqual({ status: 422, code: 'idempotency.mismatch' })
    const theirs = await api('POST', '/grants/redeem', otherExecutor, presented(one), key)
    expect([theirs.status, theirs.headers.get('idempotency-replayed')]).toEqual([403, null])
    expect((await redeem(world, other)).status).toBe(200)
  })

  test('a refused redemption does not use its key up: the right one goes through with it', async () => {
    const grant = await granted(world)
    const key = { 'idempotency-key': 'again' }
    expect(await refusal(await redeem(world, grant, { resource: 'charge:ch_wrong' }, key))).toEqual(unusable)
    expect((await redeem(world, grant, {}, key)).status).toBe(200)
  })
})

describe('in time, by the database’s clock (ATTACKS 67)', () => {
  test.each([
    ['a second after its end', -1_000, 410],
    ['at its end', 0, 410],
    ['a second before its end', 1_500, 200],
  ])('%s', async (_, ms, status) => {
    const grant = await granted(world)
    await moveDeadline(db, 'grant', grant.requestId, ms)
    const answer = await redeem(world, grant)
    expect(answer.status).toBe(status)
    if (status === 410) expect([await codeOf(answer), await statusOf(grant)]).toEqual(['grant.gone', 'issued'])
  })

  test('a local clock that is a day behind opens nothing', async () => {
    const grant = await granted(world)
    await moveDeadline(db, 'grant', grant.requestId, -1)
    const real = Date.now
    try {
      Date.now = () => real() - 86_400_000
      expect(await refusal(await redeem(world, grant))).toEqual(gone)
    } finally {
      Date.now = real
    }
  })

  test('a sweep ends it once with one entry, and its token is not given again', async () => {
    const grant = await granted(world)
    await moveDeadline(db, 'grant', grant.requestId, -1)
    await Promise.all([expireGrants(), expireGrants(), expireGrants()])
    expect(await statusOf(grant)).toBe('expired')
    expect((await entriesOf(db, grant.requestId)).filter((type) => type === 'grant.expired')).toHaveLength(1)
    expect(await refusal(await redeem(world, grant))).toEqual(gone)
    expect(await codeOf(await api('POST', `/requests/${grant.requestId}/grant`, agent, {}))).toBe('grant.not_issued')
  })

  test('not before its grace is over', async () => {
    await activate(db, 'payments', steps.replace('@id("tiny")', '@id("tiny") @grace("60s")'))
    const grant = await granted(world)
    expect(await refusal(await redeem(world, grant))).toEqual(unusable)
    expect(await factsOf(db, grant.requestId, 'grant.refused')).toMatchObject({ why: 'not_yet_valid' })
    await moveDeadline(db, 'grant', grant.requestId, 60_000)
    expect((await redeem(world, grant)).status).toBe(200)
    await activate(db, 'payments', steps)
  })
})

describe('a token', () => {
  const b64 = (value: unknown) =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
  const parts = (token: string): [string, string, string] => {
    const [head = '', body = '', signature = ''] = token.split('.')
    return [head, body, signature]
  }
  const read = (part: string): Record<string, unknown> => JSON.parse(Buffer.from(part, 'base64url').toString())

  test('has one spelling: six others of the same bytes are refused (ATTACKS 71)', async () => {
    const grant = await granted(world)
    const [head, body, signature] = parts(grant.token)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    // 64 bytes of signature leave four spare bits in the last character: 15 more spellings of one value.
    const respelled = signature.slice(0, -1) + alphabet[alphabet.indexOf(signature.slice(-1)) + 1]
    const spellings = {
      'spare bits': `${head}.${body}.${respelled}`,
      padding: `${head}.${body}.${signature}==`,
      'standard alphabet': `${head}.${body}.${Buffer.from(signature, 'base64url').toString('base64')}`,
      'space before': ` ${grant.token}`,
      'line break inside': `${head}.${body}.\n${signature}`,
      'header in another order': `${b64({ typ: 'countersign-grant+jwt', ...read(head) })}.${body}.${signature}`,
      'one part more': `${grant.token}.`,
      'percent sign': grant.token.replace('.', '%2E'),
    }
    for (const [name, token] of Object.entries(spellings))
      expect([name, await refusal(await redeem(world, grant, { grant: token }))]).toEqual([name, unusable])
    expect(await statusOf(grant)).toBe('issued')
    expect((await redeem(world, grant)).status).toBe(200)
  })

  test('is signed by our key, with our algorithm, under a header with nothing else in it (ATTACKS 72)', async () => {
    const grant = await granted(world)
    const [head, body, signature] = parts(grant.token)
    const [{ kid, privateKey, publicJwk }] = keys().grantKeys
    const attacker = generateKeyPairSync('ed25519')
    const attackerJwk = attacker.publicKey.export({ format: 'jwk' })
    const header = { alg: 'EdDSA', kid, typ: 'countersign-grant+jwt' }
    const eddsa = (h: unknown, key: KeyObject, payload = body) => {
      const input = `${b64(h)}.${payload}`
      return `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`
    }
    const hmac = (h: unknown, secret: string) => {
      const input = `${b64(h)}.${body}`
      return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
    }
    const forged = {
      'alg none without signature': `${b64({ ...header, alg: 'none' })}.${body}.`,
      'alg none with a signature': `${b64({ ...header, alg: 'none' })}.${body}.${signature}`,
      'alg nOnE': `${b64({ ...header, alg: 'nOnE' })}.${body}.${signature}`,
      'HS256 with the public key': hmac({ ...header, alg: 'HS256' }, JSON.stringify(publicJwk)),
      'HS256 with the raw public key': hmac({ ...header, alg: 'HS256' }, publicJwk.x ?? ''),
      'an attacker’s key under our kid': eddsa(header, attacker.privateKey),
      'a key in the header': eddsa({ ...header, jwk: attackerJwk }, attacker.privateKey),
      'a key in the header, signed by ours': eddsa({ ...header, jwk: publicJwk }, privateKey),
      jku: eddsa({ ...header, jku: 'https://evil.example/jwks.json' }, attacker.privateKey),
      x5u: eddsa({ ...header, x5u: 'https://evil.example/cert.pem' }, attacker.privateKey),
      x5c: eddsa({ ...header, x5c: ['AAAA'] }, attacker.privateKey),
      crit: eddsa({ ...header, crit: ['exp'] }, privateKey),
      b64: eddsa({ ...header, b64: false, crit: ['b64'] }, privateKey),
      'kid as a path': eddsa({ ...header, kid: '../../../../dev/null' }, attacker.privateKey),
      'kid as SQL': eddsa({ ...header, kid: `x' UNION SELECT 'k` }, attacker.privateKey),
      'kid as an object': eddsa({ ...header, kid: { $ne: null } }, attacker.privateKey),
      'no kid': eddsa({ alg: 'EdDSA', typ: header.typ }, privateKey),
      'another typ': eddsa({ ...header, typ: 'JWT' }, privateKey),
      'alg twice': (() => {
        const input = `${b64(`{"alg":"none","alg":"EdDSA","kid":"${kid}","typ":"countersign-grant+jwt"}`)}.${body}`
        return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`
      })(),
      'another issuer': eddsa(header, privateKey, b64({ ...read(body), iss: 'https://evil.example' })),
      'another grant’s id': eddsa(header, attacker.privateKey, b64({ ...read(body), jti: grant.grantId })),
      'another digest': eddsa(header, privateKey, b64({ ...read(body), request_digest: 'A'.repeat(43) })),
      'an untouched header, a changed payload': `${head}.${b64({ ...read(body), exp: 4_102_444_800 })}.${signature}`,
    }
    const bodies = new Set<string>()
    for (const [name, token] of Object.entries(forged)) {
      const answer = await redeem(world, grant, { grant: token })
      expect([name, answer.status]).toEqual([name, 403])
      bodies.add(await answer.text())
    }
    // One answer for all: nothing tells which part was looked at first.
    expect(bodies.size).toBe(1)
    expect(await statusOf(grant)).toBe('issued')
    expect((await redeem(world, grant)).status).toBe(200)
  })

  test('an access token of the executor is no grant, and a grant is no credential', async () => {
    const grant = await granted(world)
    const answer = await api('POST', '/grants/redeem', { ...executor, api_key: grant.token }, presented(grant))
    expect(answer.status).toBe(401)
  })

  test('is nowhere in the database (ATTACKS 81)', async () => {
    const grant = await granted(world, {})
    await redeem(world, grant, {}, { 'idempotency-key': 'leak' })
    const tables = await db.asOwner(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)
    const signature = parts(grant.token)[2]
    for (const { tablename } of tables)
      expect([
        tablename,
        await countOf(db, `SELECT count(*) FROM "${tablename}" t WHERE t::text LIKE '%' || $1 || '%'`, [signature]),
      ]).toEqual([tablename, 0])
  })
})

describe('consent ends with what it rested on', () => {
  const setStatus = async (table: string, id: string, to: string) => {
    await db.asOwner(`UPDATE ${table} SET status = $2 WHERE id = $1`, [id, to])
    // Refusals are asked of the cache, which may be half a second behind when somebody is let in again.
    forgetDirectory()
  }

  test.each([
    ['agent is retired (ATTACKS 87)', 'agents', agent.id, 'retired', 'agent_suspended'],
    ['agent is suspended', 'agents', agent.id, 'suspended', 'agent_suspended'],
  ])('the %s: its grants are void', async (_, table, id, to, why) => {
    const grant = await grantedBy(world, amounts.signed, [mei])
    await setStatus(table, id, to)
    expect(await refusal(await redeem(world, grant))).toEqual(unusable)
    expect(await factsOf(db, grant.requestId, 'grant.refused')).toMatchObject({ why })
    await setStatus(table, id, 'active')
  })

  test('the executor is suspended: it is refused at the door', async () => {
    const grant = await granted(world)
    await setStatus('executors', executor.id, 'suspended')
    expect(await refusal(await redeem(world, grant))).toEqual({ status: 403, code: 'auth.suspended' })
    await setStatus('executors', executor.id, 'active')
    expect(await statusOf(grant)).toBe('issued')
  })

  test('the runtime is suspended, the workflow is suspended, or nobody is accountable any more', async () => {
    const grant = await grantedBy(world, amounts.signed, [mei])
    const why = async () => [
      await refusal(await redeem(world, grant)),
      (await factsOf(db, grant.requestId, 'grant.refused'))?.why,
    ]
    await db.asOwner(`UPDATE runtimes SET status = 'suspended' WHERE slug = 'support-agents'`)
    expect(await why()).toEqual([unusable, 'runtime_suspended'])
    await db.asOwner(`UPDATE runtimes SET status = 'active'`)
    await db.asOwner(`UPDATE workflows SET status = 'suspended' WHERE slug = 'payments'`)
    expect(await why()).toEqual([unusable, 'workflow_inactive'])
    await db.asOwner(`UPDATE workflows SET status = 'active' WHERE slug = 'payments'`)
    await db.asOwner(`UPDATE accountability_assignments SET acknowledged_at = NULL WHERE role = 'accountable_owner'`)
    expect(await why()).toEqual([unusable, 'accountability_gap'])
    await db.asOwner(`UPDATE accountability_assignments SET acknowledged_at = now() WHERE acknowledged_at IS NULL`)
    expect((await redeem(world, grant)).status).toBe(200)
  })

  test('the execution is completed: the grant is over and opens nothing more (ATTACKS 86)', async () => {
    const grant = await granted(world)
    const { execution } = await executionOf(world, grant)
    expect((await api('POST', `/executions/${execution.id}/complete`, executor, { outcome: 'succeeded' })).status).toBe(
      200,
    )
    expect(await statusOf(grant)).toBe('completed')
    expect(await refusal(await redeem(world, grant))).toEqual(used)
    expect(await codeOf(await api('POST', `/requests/${grant.requestId}/grant`, agent, {}))).toBe('grant.not_issued')
  })

  test('the agent gives it back, or its executor does, and nobody else machine can (ATTACKS 82)', async () => {
    for (const [who, code] of [
      [agent, gone],
      [executor, gone],
    ] as const) {
      const grant = await granted(world)
      expect((await api('POST', `/grants/${grant.grantId}/revoke`, otherAgent, {})).status).toBe(404)
      expect((await api('POST', `/grants/${grant.grantId}/revoke`, otherExecutor, {})).status).toBe(404)
      expect((await api('POST', `/grants/${grant.grantId}/revoke`, who, { reason: 'not needed' })).status).toBe(200)
      expect(await refusal(await redeem(world, grant))).toEqual(code)
    }
  })
})

describe('a request', () => {
  test('that is pending, denied or cancelled has no token to give', async () => {
    const waiting = await pending(world, amounts.one)
    const denied = await ask(world, refundOf(amounts.none))
    for (const [id, status] of [
      [waiting.id, 'pending'],
      [denied.id, 'denied'],
    ]) {
      const answer = await api('POST', `/requests/${id}/grant`, agent, {})
      expect([answer.status, (await answer.json()).detail]).toEqual([409, expect.stringContaining(String(status))])
    }
    expect((await api('POST', `/requests/${waiting.id}/cancel`, agent, {})).status).toBe(200)
    expect((await api('POST', `/requests/${waiting.id}/cancel`, agent, {})).status).toBe(409)
    expect(await approve(mei, waiting).catch((error: unknown) => String(error))).toMatch(
      /404|409|not_found|not_pending/,
    )
    expect(await look(world, waiting.id)).toMatchObject({ status: 'cancelled', grant: null })
  })

  test('gives the same token again while it is issued, and only to its agent (ATTACKS 82)', async () => {
    const grant = await granted(world)
    const again = await (await api('POST', `/requests/${grant.requestId}/grant`, agent, {})).json()
    expect(again.grant.token).toBe(grant.token)
    expect((await api('POST', `/requests/${grant.requestId}/grant`, otherAgent, {})).status).toBe(404)
  })
})
