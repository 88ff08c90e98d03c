import type { SaidIn } from '../language/said'

/** What differs between two catalogues, one sentence each. `was…` is what held before. */
export type CatalogueWords = {
  takesPart: Readonly<Record<Machine, (slug: string) => string>>
  takesNoPart: Readonly<Record<Machine, (slug: string) => string>>
  newResource: (pattern: string, environment: string) => string
  countsAs: (pattern: string, value: string) => string
  wasValue: (value: string) => string
  resourceShown: (pattern: string) => string
  resourceGone: (pattern: string) => string
  newAction: (action: string) => string
  actionGone: (action: string) => string
  isAbout: (action: string, kind: string) => string
  wasAbout: (kind: string) => string
  fewerParams: (action: string) => string
  otherParams: (action: string) => string
  notOpaque: (action: string, template: string) => string
  opaque: (action: string) => string
  shownAs: (action: string, template: string) => string
  wasShown: (template: string) => string
  paramsShown: (action: string) => string
  risk: (action: string) => string
  titleOrExample: (action: string) => string
}
export type Machine = 'agent' | 'executor' | 'runtime'

const english: CatalogueWords = {
  takesPart: {
    agent: (slug) => `The agent ${slug} may take part.`,
    executor: (slug) => `The executor ${slug} may take part.`,
    runtime: (slug) => `The runtime ${slug} may take part.`,
  },
  takesNoPart: {
    agent: (slug) => `The agent ${slug} takes no part any more.`,
    executor: (slug) => `The executor ${slug} takes no part any more.`,
    runtime: (slug) => `The runtime ${slug} takes no part any more.`,
  },
  newResource: (pattern, environment) => `${pattern} is a resource in ${environment}.`,
  countsAs: (pattern, value) => `${pattern} counts as ${value}.`,
  wasValue: (value) => `was ${value}`,
  resourceShown: (pattern) => `What is shown about ${pattern} reads otherwise.`,
  resourceGone: (pattern) => `${pattern} is no resource of its own any more.`,
  newAction: (action) => `${action} can be asked for.`,
  actionGone: (action) => `${action} can not be asked for any more.`,
  isAbout: (action, kind) => `${action} is about ${kind}.`,
  wasAbout: (kind) => `was about ${kind}`,
  fewerParams: (action) => `${action} takes fewer params than before.`,
  otherParams: (action) => `${action} takes other params.`,
  notOpaque: (action, template) => `${action} is shown as “${template}”, so it is not opaque any more.`,
  opaque: (action) => `${action} has no sentence any more, so it is opaque.`,
  shownAs: (action, template) => `${action} is shown as “${template}”.`,
  wasShown: (template) => `was “${template}”`,
  paramsShown: (action) => `The params of ${action} are shown otherwise.`,
  risk: (action) => `What is said about the risk of ${action} is different.`,
  titleOrExample: (action) => `The title or the example of ${action} reads otherwise.`,
}

const german: CatalogueWords = {
  takesPart: {
    agent: (slug) => `Der Agent ${slug} darf sich beteiligen.`,
    executor: (slug) => `Der Executor ${slug} darf sich beteiligen.`,
    runtime: (slug) => `Die Runtime ${slug} darf sich beteiligen.`,
  },
  takesNoPart: {
    agent: (slug) => `Der Agent ${slug} ist nicht mehr beteiligt.`,
    executor: (slug) => `Der Executor ${slug} ist nicht mehr beteiligt.`,
    runtime: (slug) => `Die Runtime ${slug} ist nicht mehr beteiligt.`,
  },
  newResource: (pattern, environment) => `${pattern} ist eine Ressource in der Umgebung ${environment}.`,
  countsAs: (pattern, value) => `${pattern} zählt als ${value}.`,
  wasValue: (value) => `vorher: ${value}`,
  resourceShown: (pattern) => `Was über ${pattern} gezeigt wird, liest sich anders.`,
  resourceGone: (pattern) => `${pattern} ist keine eigene Ressource mehr.`,
  newAction: (action) => `${action} kann angefragt werden.`,
  actionGone: (action) => `${action} kann nicht mehr angefragt werden.`,
  isAbout: (action, kind) => `${action} betrifft Ressourcen der Art ${kind}.`,
  wasAbout: (kind) => `vorher: Ressourcen der Art ${kind}`,
  fewerParams: (action) => `${action} nimmt weniger Parameter an als bisher.`,
  otherParams: (action) => `${action} nimmt andere Parameter an.`,
  notOpaque: (action, template) => `${action} wird als „${template}“ gezeigt und ist damit für Menschen lesbar.`,
  opaque: (action) => `${action} hat keinen Satz mehr und ist damit für Menschen nicht mehr lesbar.`,
  shownAs: (action, template) => `${action} wird als „${template}“ gezeigt.`,
  wasShown: (template) => `vorher: „${template}“`,
  paramsShown: (action) => `Die Parameter von ${action} werden anders gezeigt.`,
  risk: (action) => `Die Angaben zum Risiko von ${action} sind andere.`,
  titleOrExample: (action) => `Titel oder Beispiel von ${action} lesen sich anders.`,
}

export const catalogueWords: Readonly<Record<SaidIn, CatalogueWords>> = { en: english, de: german }
