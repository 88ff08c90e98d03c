import type { SaidIn } from '@/lib/core/language/said'
import type { About, Message } from '@/lib/core/message/message'
import { noticeMessage } from '@/lib/core/message/notice'
import { outsideSentence } from '@/lib/core/message/outside'
import type { Outcome } from '@/lib/core/message/words'
import type { Level } from '@/lib/core/presentation/presentation'
import type { findNotice, RequestAbout } from './store'

/** What a message may say of a request: from the stored presentation, which the server built from validated data. */
export function aboutRequest(
  { id, presentation, level, bindingCode, expiresAt }: RequestAbout,
  language: SaidIn,
): About {
  return {
    request_id: id,
    level: level as Level,
    agent: presentation.agent.slug,
    workflow: presentation.workflow.title,
    sentence: outsideSentence(
      { opaque: presentation.opaque, parts: presentation.title_parts, action: presentation.action.title },
      language,
    ),
    code: bindingCode,
    expires_at: expiresAt.toISOString(),
  }
}

/** The message of an event, in the language of whoever it is for; null when what it is about is not there. */
export function contentOf(
  event: string,
  language: SaidIn,
  about: { request: RequestAbout | null; notice: Awaited<ReturnType<typeof findNotice>>; testedBy: string },
): Message | null {
  if (event === 'test') return { kind: 'test', language, by: about.testedBy }
  if (event === 'notice') return about.notice && noticeMessage(about.notice, language)
  const { request } = about
  if (!request) return null
  const [kind, again] = event.split(':')
  if (kind === 'ended' || kind === 'outcome')
    return {
      kind,
      language,
      outcome: again ? 'taken_back' : outcomeOf(request.status),
      ...aboutRequest(request, language),
    }
  return { kind: 'asked', language, again: event !== 'asked', ...aboutRequest(request, language) }
}

function outcomeOf(status: string): Outcome {
  return status === 'approved' || status === 'denied' || status === 'cancelled' ? status : 'expired'
}
