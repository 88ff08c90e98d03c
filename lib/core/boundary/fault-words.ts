import type { SaidIn } from '../language/said'
import { limits } from '../limits'
import type { RuleRange } from './rule-ranges'

/** What keeps a text from being relied on, as we say it. What the engine says itself is its own English. */
export type FaultWords = {
  tooLong: string
  tooManyRules: string
  /** Before the engine sees it. */
  refused: Readonly<Record<NonNullable<RuleRange['refused']>, string>>
  twice: (id: string) => string
  unknownAnnotation: (name: string) => string
  id: string
  tier: string
  forbidTier: string
  /** Seconds. */
  duration: (name: string, min: number, max: number) => string
  whole: (name: string, min: number, max: number) => string
  noApprovers: string
  onlyApprove: (name: string) => string
  noTeam: (approver: string) => string
  stepup: string
  batch: string
  attestCount: (separator: string) => string
  attestLine: string
  attestTwice: string
  prompt: string
  reason: string
}

const english: FaultWords = {
  tooLong: `A boundary has at most ${limits.cedarChars} characters`,
  tooManyRules: `A boundary has at most ${limits.rulesMax} rules`,
  refused: {
    nested: 'This rule is nested too deeply; split it into several',
    long: 'This rule is too long; split it into several',
    unclosed: 'A text that begins in this rule never ends: its closing quote is missing',
  },
  twice: (id) => `two rules are called ${id}`,
  unknownAnnotation: (name) => `unknown annotation @${name}`,
  id: '@id must name the rule: lower-case letters, digits, hyphens',
  tier: '@tier must be allow, notify, approve or deny',
  forbidTier: 'a forbid denies; its @tier can only be deny',
  duration: (name, min, max) => `@${name} must be a duration such as 10m, between ${min} s and ${max} s`,
  whole: (name, min, max) => `@${name} must be a whole number from ${min} to ${max}`,
  noApprovers: 'a rule with tier approve must name its approvers, e.g. team:payments-leads',
  onlyApprove: (name) => `@${name} only goes with tier approve`,
  noTeam: (approver) => `"${approver}" is not team:<slug>`,
  stepup: '@stepup must be none or passkey',
  batch: '@batch must be none, T1 or T2',
  attestCount: (separator) => `@attest must say one to ${limits.attestationsPerRule} things, set apart by ${separator}`,
  attestLine: `each part of @attest must be one visible line of at most ${limits.attestationChars} characters`,
  attestTwice: '@attest says the same thing twice',
  prompt: `@prompt must be one visible question of at most ${limits.promptChars} characters`,
  reason: '@reason must say in one sentence why',
}

const german: FaultWords = {
  tooLong: `Eine Genehmigungsgrenze hat höchstens ${limits.cedarChars} Zeichen`,
  tooManyRules: `Eine Genehmigungsgrenze hat höchstens ${limits.rulesMax} Regeln`,
  refused: {
    nested: 'Diese Regel ist zu tief verschachtelt; teilen Sie sie in mehrere',
    long: 'Diese Regel ist zu lang; teilen Sie sie in mehrere',
    unclosed: 'Ein Text, der in dieser Regel beginnt, endet nie: Sein schließendes Anführungszeichen fehlt',
  },
  twice: (id) => `zwei Regeln heißen ${id}`,
  unknownAnnotation: (name) => `die Annotation @${name} gibt es nicht`,
  id: '@id muss die Regel benennen: Kleinbuchstaben, Ziffern, Bindestriche',
  tier: '@tier muss allow, notify, approve oder deny sein',
  forbidTier: 'ein forbid lehnt ab; sein @tier kann nur deny sein',
  duration: (name, min, max) => `@${name} muss eine Dauer wie 10m sein, zwischen ${min} s und ${max} s`,
  whole: (name, min, max) => `@${name} muss eine ganze Zahl von ${min} bis ${max} sein`,
  noApprovers: 'eine Regel mit tier approve muss sagen, wer genehmigt, etwa team:payments-leads',
  onlyApprove: (name) => `@${name} geht nur mit tier approve`,
  noTeam: (approver) => `"${approver}" hat nicht die Form team:<slug>`,
  stepup: '@stepup muss none oder passkey sein',
  batch: '@batch muss none, T1 oder T2 sein',
  attestCount: (separator) =>
    `@attest muss ein bis ${limits.attestationsPerRule} Dinge sagen, getrennt durch ${separator}`,
  attestLine: `jeder Teil von @attest muss eine sichtbare Zeile von höchstens ${limits.attestationChars} Zeichen sein`,
  attestTwice: '@attest sagt dasselbe zweimal',
  prompt: `@prompt muss eine sichtbare Frage von höchstens ${limits.promptChars} Zeichen sein`,
  reason: '@reason muss in einem Satz sagen, warum',
}

export const faultWords: Readonly<Record<SaidIn, FaultWords>> = { en: english, de: german }
