'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { HiddenText } from '@/components/ui/hidden-text'
import { announce } from '@/components/ui/live-region'
import { Strip } from '@/components/ui/strip'
import { Ago } from '@/components/ui/time'
import { limits } from '@/lib/core/limits'
import { ApiError } from '@/lib/http/client'
import type { QuestionView, RequestView } from '@/lib/inbox/schema'
import { triageMutation } from '@/lib/triage/client'

/** What was asked about a request and what was answered. Answers are claims and look like claims. */
export function Questions({ view }: { view: RequestView }) {
  const t = useTranslations('triage.questions')
  if (view.questions.length === 0) return null
  const open = view.item.status === 'pending'
  return (
    <section aria-label={t('title')} data-testid="questions" className="grid gap-2 max-tablet:px-4">
      <h2 className="px-4 text-14 tablet:px-8">{t('title')}</h2>
      <ol className="grid gap-2">
        {view.questions.map((question) => (
          <li key={question.id} className="rounded-paper border border-line bg-panel">
            <p className="px-4 pt-3 pb-2 tablet:px-8">
              <span className="block text-12 text-fg-3">
                {t.rich('asked', {
                  of: question.of,
                  name: question.by.name,
                  at: () => <Ago at={question.asked_at} />,
                })}
              </span>
              <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">
                <HiddenText>{question.text}</HiddenText>
              </span>
            </p>
            {question.answer ? (
              <Answer answer={question.answer} of={question.of} />
            ) : question.of === 'sponsor' && view.me.is_sponsor && open ? (
              <AnswerForm requestId={view.item.id} question={question} />
            ) : (
              <p className="px-4 pb-3 text-13 text-fg-3 tablet:px-8">{open ? t('none') : t('never')}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Answer({ answer, of }: { answer: NonNullable<QuestionView['answer']>; of: QuestionView['of'] }) {
  const t = useTranslations('triage.questions')
  return (
    <div className="claim mx-3 mb-3 rounded-paper px-4 py-2.5 tablet:mx-7" data-testid="answer">
      <p className="text-12 text-fg-2">{t.rich('claim', { of, name: answer.by, at: () => <Ago at={answer.at} /> })}</p>
      <p className="max-w-[68ch] whitespace-pre-wrap [overflow-wrap:anywhere]">
        <HiddenText>{answer.text}</HiddenText>
      </p>
    </div>
  )
}

/** The sponsor's own way to answer: once, in words. */
function AnswerForm({ requestId, question }: { requestId: string; question: QuestionView }) {
  const t = useTranslations('triage.questions')
  const words = useTranslations('words')
  const answer = useMutation(triageMutation(useQueryClient()))
  const [text, setText] = useState('')
  return (
    <form
      className="grid gap-2 px-4 pb-4 tablet:px-8"
      onSubmit={(event) => {
        event.preventDefault()
        answer.mutate(
          { ids: [requestId], act: { kind: 'answer', questionId: question.id, text: text.trim() } },
          { onSuccess: () => announce(t('answered')) },
        )
      }}
    >
      <TextArea
        label={t('yours')}
        hint={t('yoursHint')}
        value={text}
        required
        maxLength={limits.answerChars}
        onChange={(event) => setText(event.target.value)}
        data-testid="answer-text"
      />
      <Button
        type="submit"
        look="solid"
        className="justify-self-start"
        disabled={answer.isPending || text.trim() === ''}
        data-testid="answer-confirm"
      >
        {t('answer')}
      </Button>
      {answer.error ? (
        <Strip tone="danger">
          {t('failed', { why: answer.error instanceof ApiError ? answer.error.detail : words('noAnswer') })}
        </Strip>
      ) : null}
    </form>
  )
}
