import type { AgentActor } from '@/lib/directory/context'
import { answeredExample } from '@/lib/http/examples'
import { none, operationFor } from '@/lib/http/operation'
import { requestPath } from '@/lib/requests/routes'
import { requestWire } from '@/lib/requests/schema'
import { answerAsAgent } from './answer-as-agent'
import { agentAnswerBody } from './schema'

export const answers = operationFor<AgentActor>()({
  docs: {
    id: 'answerQuestion',
    tag: 'Requests',
    summary: 'Answer a question of a reviewer',
    description:
      'Reviewers may ask while a request is pending: see `questions` of the request. Each is answered once. The answer is shown as what you claim; it changes neither the digest nor the deadline.',
    bodyExample: { question: answeredExample.questions[0]?.id, text: answeredExample.questions[0]?.answer },
    idempotent: true,
    answers: { 200: { description: 'The request as it stands.', schema: requestWire, example: answeredExample } },
    refusals: ['not_found', 'request.not_pending', 'request.expired', 'question.answered'],
  },
  params: requestPath,
  query: none,
  body: agentAnswerBody,
  handle: async ({ actor, now, idempotency, params, body }) =>
    answerAsAgent({ actor, now, idempotency }, { id: params.id, ...body }),
})
