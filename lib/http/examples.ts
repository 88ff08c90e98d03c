/** The examples of the OpenAPI document: one refund, from the wish to the report. */

const REQUEST = 'req_01k9v3c5h7e9g2m4p6r8t0v2wx'
const GRANT = 'grt_01k9v3d8b0c2d4e6f8g0h2j4km'
const EXECUTION = 'exe_01k9v3e1n3p5q7r9s1t3v5w7xy'
const DIGEST = 'q1H8x0Yw2mB4tKc6uR9eLzJ3nVfPdGaSoXi5TbMhQ7E'
const TOKEN = 'eyJhbGciOiJFZERTQSIsInR5cCI6ImdyYW50K2p3dCJ9.eyJqdGkiOiJncnRfMDFr4oCmIn0.c2lnbmF0dXJl'

export const submitExample = {
  workflow: 'payments',
  action: 'payments.refund',
  resource: 'charge:ch_1042',
  params: { amount: 124_000, currency: 'EUR' },
  executor: 'refund-runner',
  justification: 'The customer was charged twice for order 1042.',
  external_refs: [{ system: 'jira', id: 'OPS-12', url: 'https://tracker.example/OPS-12' }],
  decide_within_seconds: 900,
}

export const pendingExample = {
  id: REQUEST,
  status: 'pending',
  tier: 'approve',
  digest: DIGEST,
  binding_code: 'PAY-7F3K',
  workflow: 'payments',
  action: 'payments.refund',
  resource: 'charge:ch_1042',
  executor: 'refund-runner',
  reasons: [
    { code: 'rule.matched', rule: 'refund-large', message: 'Refunds above 500 EUR move money that cannot be recalled' },
  ],
  boundary: { workflow: 'payments', version: 3 },
  progress: { needed: 2, given: 0 },
  created_at: '2026-11-23T09:00:00.000Z',
  expires_at: '2026-11-23T09:15:00.000Z',
  not_after: '2026-11-23T10:00:00.000Z',
  resolved_at: null,
  poll_after_seconds: 5,
  next_action: 'wait',
  retry_after_seconds: null,
  supersedes: null,
  questions: [],
  counter_proposal: null,
  grant: null,
  links: { self: `/api/v1/requests/${REQUEST}`, cancel: `/api/v1/requests/${REQUEST}/cancel` },
}

export const answeredExample = {
  ...pendingExample,
  questions: [
    {
      id: 'qst_01k9v3c9k1m3p5r7t9v1x3z5b7',
      text: 'Which of the two charges is the wrong one?',
      asked_at: '2026-11-23T09:01:30.000Z',
      answer: 'The second one, ch_1042: it was made 40 seconds after the first for the same order.',
      answered_at: '2026-11-23T09:01:52.000Z',
    },
  ],
}

export const approvedExample = {
  ...pendingExample,
  status: 'approved',
  progress: { needed: 2, given: 2 },
  resolved_at: '2026-11-23T09:04:10.000Z',
  poll_after_seconds: null,
  next_action: 'redeem',
  grant: {
    id: GRANT,
    token: TOKEN,
    audience: 'refund-runner',
    status: 'issued',
    expires_at: '2026-11-23T09:14:10.000Z',
  },
  links: { self: `/api/v1/requests/${REQUEST}`, cancel: null },
}

export const cancelledExample = {
  ...pendingExample,
  status: 'cancelled',
  resolved_at: '2026-11-23T09:02:00.000Z',
  poll_after_seconds: null,
  next_action: 'none',
}

export const evaluationExample = {
  tier: 'approve',
  level: 'T2',
  would: 'wait',
  reasons: pendingExample.reasons,
  boundary: pendingExample.boundary,
  quorum: 2,
  stepup: 'passkey',
}

export const redeemExample = {
  grant: TOKEN,
  action: 'payments.refund',
  resource: 'charge:ch_1042',
  params: { amount: 124_000, currency: 'EUR' },
}

export const executionExample = {
  execution: { id: EXECUTION, lease_expires_at: '2026-11-23T09:10:00.000Z', outcome: null },
  request: { id: REQUEST, digest: DIGEST },
}

export const completeExample = { outcome: 'succeeded', detail: 'Refund re_991 was created.', evidence_digest: DIGEST }

export const completedExample = {
  ...executionExample,
  execution: { ...executionExample.execution, outcome: 'succeeded' },
}

export const revokedExample = { id: GRANT, status: 'revoked' }

export const catalogueExample = {
  workflows: [
    {
      slug: 'payments',
      title: 'Payments and refunds',
      action_types: [
        {
          name: 'payments.refund',
          title: 'Refund a charge',
          params_schema: {
            type: 'object',
            required: ['amount', 'currency'],
            additionalProperties: false,
            properties: { amount: { type: 'integer' }, currency: { type: 'string' } },
          },
          resource_kind: 'charge',
          example: {
            resource: 'charge:ch_1042',
            params: { amount: 12_000, currency: 'EUR' },
            executor: 'refund-runner',
          },
        },
      ],
    },
  ],
}
