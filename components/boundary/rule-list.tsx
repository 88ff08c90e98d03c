import { useTranslations } from 'use-intl'
import type { Translate } from '@/components/language/translate'
import { Level } from '@/components/request/level'
import { HiddenText } from '@/components/ui/hidden-text'
import type { RuleView } from '@/lib/core/boundary/analysis'
import type { ActionTypeJson } from '@/lib/core/catalogue/catalogue'
import { Sentence } from './sentence'

/** Rules of a version as sentences, below the actions that they are about. */
export function RuleList({ rules, actions }: { rules: RuleView[]; actions: ActionTypeJson[] }) {
  const t = useTranslations('boundary')
  if (rules.length === 0) return <p className="px-5 py-3.5 text-fg-2 max-tablet:px-4">{t('rules.none')}</p>
  const groups = grouped(t, rules, actions)
  return (
    <>
      {groups.map((group) => (
        <section key={group.key} aria-label={group.title} className="border-line border-b last:border-b-0">
          <h3 className="flex flex-wrap items-baseline gap-x-2 bg-page px-5 py-1.5 font-medium text-12 max-tablet:px-4">
            {group.title}
            {group.name ? <span className="machine font-normal text-fg-3">{group.name}</span> : null}
          </h3>
          {group.rules.length === 0 ? (
            <p className="px-5 py-2.5 text-13 text-fg-2 max-tablet:px-4">{t('rules.notNamed')}</p>
          ) : (
            <ul>
              {group.rules.map((rule) => (
                <li
                  key={rule.id}
                  className="grid grid-cols-[44px_minmax(0,1fr)] gap-x-1 border-line border-t px-5 py-2.5 max-tablet:px-4"
                >
                  <span className="inline-flex items-center gap-1.5 self-start font-semibold text-12/[20px]">
                    <Level level={rule.level} label={false} />
                    {rule.level}
                  </span>
                  <div className="min-w-0">
                    <Sentence parts={rule.sentence} className="text-14 text-fg-2" />
                    <p className="text-12/[18px] text-fg-3">
                      <span className="machine">{rule.id}</span> · <HiddenText>{rule.reason}</HiddenText>
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </>
  )
}

/** One group an action; rules about every action, or edited as text, stand first: they are about all of them. */
function grouped(t: Translate<'boundary'>, rules: RuleView[], actions: ActionTypeJson[]) {
  const general = rules.filter((rule) => rule.form === null || rule.form.actions.length === 0)
  return [
    ...(general.length > 0 ? [{ key: '*', title: t('rules.general'), name: '', rules: general }] : []),
    ...actions.map((action) => ({
      key: action.name,
      title: action.title,
      name: action.name,
      rules: rules.filter((rule) => rule.form?.actions.includes(action.name)),
    })),
  ]
}
