'use client'
import { clsx } from 'clsx'
import { ChevronDown, ChevronRight, Plus } from 'lucide-react'
import { memo, useDeferredValue, useEffect, useMemo, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useSaidIn } from '@/components/language/said-in'
import { Level } from '@/components/request/level'
import { Button } from '@/components/ui/button'
import type { ChangeItem, Finding, RuleForm as Form, RuleView } from '@/lib/core/boundary/analysis'
import { parseDuration, sayDuration } from '@/lib/core/boundary/duration'
import { blankRule, formLevel } from './new-rule'
import { RuleForm } from './rule-form'
import { DirectionTag, Sentence } from './sentence'
import { useDesk, useDeskState, useKnown } from './use-desk'
import { plain } from './words'

/** The rules as sentences, in the order of the text; the chosen one opens its form. Drawn from the last check, never by typing. */
export function RulesPane() {
  const t = useTranslations('boundary')
  const desk = useDesk()
  const known = useKnown()
  // What is typed is answered before two hundred rules are drawn again.
  const rules = useDeferredValue(useDeskState((state) => state.rules))
  const check = useDeferredValue(useDeskState((state) => state.check))
  const read = useDeferredValue(useDeskState((state) => state.read))
  const selected = useDeskState((state) => state.selected)
  const unreadable = check.rules.length === 0 && check.faults.length > 0
  const changes = useMemo(() => changesByRule(read.comparison?.items ?? []), [read.comparison])
  const findings = useMemo(() => findingsByRule(read.findings), [read.findings])
  const faults = useMemo(() => new Map(check.faults.map(({ rule, line }) => [rule, line])), [check.faults])
  const general = read.findings.filter((finding) => finding.rule === null)
  return (
    <>
      <div className="flex min-h-11 items-center gap-2 border-line border-b px-4 desk:ps-6">
        <h2 className="text-14">{t('rules.title')}</h2>
        <span className="text-12 text-fg-3">{t('rules.note', { count: rules.length })}</span>
        {desk.readOnly ? null : (
          <Button
            size="sm"
            className="ms-auto"
            data-testid="add-rule"
            onClick={() =>
              desk.addRule(
                blankRule(
                  desk.snapshot().catalogue,
                  rules.map((rule) => rule.id),
                  rules.flatMap((rule) => rule.form?.approvers ?? [])[0] ??
                    known.teams.find((team) => team.members > 0)?.slug,
                  t('blank.reason'),
                ),
              )
            }
          >
            <Plus className="size-3.5" aria-hidden="true" />
            {t('rules.add')}
          </Button>
        )}
      </div>
      {unreadable ? (
        <p className="border-line border-b bg-danger-soft px-4 py-2 text-13 desk:px-6">{t('rules.unreadable')}</p>
      ) : null}
      <ol>
        {rules.map((rule) => (
          <RuleItem
            key={rule.id}
            rule={rule}
            open={rule.id === selected}
            change={changes.get(rule.id)}
            findings={findings.get(rule.id) ?? NONE}
            fault={faults.get(rule.id)}
          />
        ))}
      </ol>
      <div className="grid gap-1 px-4 py-3 text-13 text-fg-2 desk:px-6">
        {general.map((finding) => (
          <p key={finding.message} className={finding.severity === 'error' ? 'text-danger' : 'text-warn'}>
            {finding.message}
          </p>
        ))}
        <p>{rules.length === 0 ? t('rules.empty') : t('rules.rest')}</p>
      </div>
    </>
  )
}

const NONE: readonly Finding[] = []

function findingsByRule(findings: readonly Finding[]): Map<string | null, Finding[]> {
  const found = new Map<string | null, Finding[]>()
  for (const finding of findings) found.set(finding.rule, [...(found.get(finding.rule) ?? []), finding])
  return found
}

/** The loosest change that each rule is part of. */
function changesByRule(items: readonly ChangeItem[]): Map<string, ChangeItem> {
  const found = new Map<string, ChangeItem>()
  for (const item of items) for (const subject of item.subjects) if (!found.has(subject)) found.set(subject, item)
  return found
}

type ItemProps = {
  rule: RuleView
  open: boolean
  change: ChangeItem | undefined
  findings: readonly Finding[]
  fault: number | undefined
}

const RuleItem = memo(function RuleItem({ rule, open, change, findings, fault }: ItemProps) {
  const t = useTranslations('boundary')
  const desk = useDesk()
  const edited = useDeskState((state) => state.edited.get(rule.id))
  const level = edited ? formLevel(edited) : rule.level
  const item = useRef<HTMLLIElement>(null)
  // A rule that was chosen in the text, or was just added, comes into view here.
  useEffect(() => {
    if (open) item.current?.scrollIntoView({ block: 'nearest' })
  }, [open])
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <li
      ref={item}
      data-testid={`rule-${rule.id}`}
      className={clsx(
        'border-line border-b py-3 ps-4 pe-4 desk:ps-6',
        open
          ? 'bg-sheet shadow-[inset_3px_0_0_var(--ink)]'
          : // Two hundred of them cost only what is on the screen.
            '[contain-intrinsic-size:auto_84px] [content-visibility:auto]',
      )}
    >
      <button
        type="button"
        aria-expanded={open}
        onClick={() => desk.select(open ? null : rule.id)}
        className="grid w-full grid-cols-[40px_minmax(0,1fr)_14px] items-start gap-0.5 text-start"
      >
        <span className="inline-flex items-center gap-1.5 font-semibold text-12/[20px]">
          <Level level={level} label={false} className="size-3.5" />
          {level}
        </span>
        <Sentence parts={rule.sentence} className="text-pretty pe-2" />
        <Chevron className="mt-[3px] size-3.5 text-fg-3" aria-hidden="true" />
      </button>
      <div className="ms-[42px] mt-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-12/[18px] text-fg-3">
        <span className="machine">{edited?.id ?? rule.id}</span>
        {change?.before ? <span>{change.before}</span> : <Durations form={edited ?? rule.form} />}
        {fault === undefined ? null : (
          <button
            type="button"
            className="min-h-6 font-medium text-danger hover:underline"
            onClick={() => desk.goToRule(rule.id)}
          >
            {t('rules.error', { line: `${fault}` })}
          </button>
        )}
        {change && change.direction !== 'neutral' ? (
          <span className="ms-auto">
            <DirectionTag direction={change.direction} fresh={change.before === ''} />
          </span>
        ) : null}
      </div>
      {findings.map((finding) => (
        <p
          key={finding.message}
          className={clsx('ms-[42px] text-12/[18px]', finding.severity === 'error' ? 'text-danger' : 'text-warn')}
        >
          {finding.message}
        </p>
      ))}
      {open ? <RuleForm rule={rule} /> : null}
    </li>
  )
}, same)

/** "in 30 min, grant 15 min": what the sentence leaves out. */
function Durations({ form }: { form: Form | null }) {
  const t = useTranslations('boundary')
  const language = useSaidIn()
  const parts = (
    [
      ['decide', form?.decide_within],
      ['grant', form?.grant_ttl],
      ['grace', form?.grace],
    ] as const
  ).flatMap(([kind, text]) => {
    const seconds = text ? parseDuration(text) : null
    return seconds === null ? [] : [t(`rules.${kind}`, { time: sayDuration(seconds, language) })]
  })
  return parts.length === 0 ? null : <span>{parts.join(', ')}</span>
}

/** Two hundred rules are not drawn again because one changed. An open one always is: its form reads the newest. */
function same(before: ItemProps, after: ItemProps): boolean {
  if (before.open || after.open) return false
  return (
    before.fault === after.fault &&
    before.rule.level === after.rule.level &&
    plain(before.rule.sentence) === plain(after.rule.sentence) &&
    before.change?.before === after.change?.before &&
    before.change?.direction === after.change?.direction &&
    JSON.stringify(before.findings) === JSON.stringify(after.findings)
  )
}
