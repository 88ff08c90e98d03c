'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { TextArea } from '@/components/ui/field'
import { HiddenText } from '@/components/ui/hidden-text'
import { At } from '@/components/ui/time'
import { commentMutation } from '@/lib/boundaries/client'
import type { CommentView } from '@/lib/boundaries/schema-views'
import { limits } from '@/lib/core/limits'

/** What people said about one rule (or, with null, about the whole change), and a place to say more. */
export function RuleComments({
  slug,
  rule,
  comments,
  open,
}: {
  slug: string
  rule: string | null
  comments: CommentView[]
  /** Whether more can be said: the change is still in review. */
  open: boolean
}) {
  const t = useTranslations('boundary')
  const step = useMutation(commentMutation(useQueryClient(), slug))
  const [writing, setWriting] = useState(false)
  const [text, setText] = useState('')
  const mine = comments.filter((comment) => comment.rule === rule)
  const hidden = (words: ReactNode) => <span className="sr-only">{words}</span>
  async function send() {
    await step.mutateAsync({ kind: 'write', rule, text: text.trim() })
    setText('')
    setWriting(false)
  }
  return (
    <div className="mx-5 my-1.5 ms-[96px] max-tablet:mx-3" data-testid={`comments-${rule ?? 'change'}`}>
      {mine.length > 0 ? (
        <ol className="rounded-md border border-line-strong bg-sheet px-3 py-2.5 text-13">
          {mine.map((comment) => (
            <li key={comment.id} className="border-line py-1.5 [&+&]:border-t">
              <p className="flex flex-wrap items-center gap-2">
                <b>{comment.person.name}</b>
                <span className="text-12 text-fg-3">
                  <At at={comment.at} zone />
                </span>
                {comment.resolved ? (
                  <Chip tone="ok" className="ms-auto" title={t('comments.resolvedBy', { name: comment.resolved.by })}>
                    {t('comments.resolved')}
                  </Chip>
                ) : open ? (
                  <Button
                    size="sm"
                    className="ms-auto"
                    disabled={step.isPending}
                    onClick={() => step.mutate({ kind: 'resolve', id: comment.id })}
                  >
                    {t.rich('comments.resolve', { name: comment.person.name, hidden })}
                  </Button>
                ) : null}
              </p>
              <p className="whitespace-pre-wrap">
                <HiddenText>{comment.text}</HiddenText>
              </p>
            </li>
          ))}
        </ol>
      ) : null}
      {step.error ? <p className="text-12 text-danger">{t('comments.failed', { why: step.error.message })}</p> : null}
      {writing ? (
        <div className="mt-1.5 grid gap-2">
          <TextArea
            label={rule === null ? t('comments.onWhole') : t('comments.onRule', { rule })}
            value={text}
            maxLength={limits.commentChars}
            onChange={(event) => setText(event.target.value)}
          />
          <span className="flex gap-2">
            <Button
              size="sm"
              disabled={text.trim() === '' || step.isPending}
              onClick={() => void send().catch(() => {})}
            >
              {t('comments.send')}
            </Button>
            <Button size="sm" look="quiet" onClick={() => setWriting(false)}>
              {t('cancel')}
            </Button>
          </span>
        </div>
      ) : open ? (
        <button type="button" className="link min-h-6 text-12" onClick={() => setWriting(true)}>
          {rule === null ? t.rich('comments.openWhole', { hidden }) : t.rich('comments.openRule', { rule, hidden })}
        </button>
      ) : null}
    </div>
  )
}
