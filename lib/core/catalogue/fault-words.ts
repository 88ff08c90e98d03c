/** What is wrong with a catalogue: each ends a sentence that begins with what its pointer names. */
export type CatalogueFaultWords = typeof english

export const english = {
  tooMany: (most: number) => `has more than ${most} entries`,
  twice: (name: string) => `${name} stands here twice`,
  noParam: (name: string) => `there is no param ${name}`,
  moneyInteger: 'money is counted in whole minor units, so the param must be an integer',
  bracket: 'has a bracket that is no {param}',
  resourceForm: 'must be kind:id, without a wildcard',
  resourceKind: (kind: string) => `must be a ${kind}, as the action is about one`,
  lacks: (name: string) => `lacks ${name}`,
  beginsWithKind: (kind: string) => `must begin with ${kind}: and name something`,
  spaces: 'may hold no spaces, and * as its only wildcard',
  wildcards: 'has too many wildcards',
  tooLong: 'is too long',

  // JSON Schema
  schemaObject: 'must be a JSON Schema object',
  longer: (most: number) => `is longer than ${most} characters`,
  describesObject: 'must describe an object: "type": "object"',
  deep: (most: number) => `is nested more than ${most} levels deep`,
  tooManyParts: 'has too many parts',
  keyword: (keyword: string) => `"${keyword}" is not among the keywords that params may be described with`,
  mustBeFalse: 'must be false',
  value: 'has a value that it cannot have',
  oneType: 'must say one type',
  closed: 'must be false: a param that nobody described is refused',
  maxItems: (most: number) => `needs "maxItems" of at most ${most}`,
  everyObject: 'is a name that every object has',
  paramName: 'must be letters, digits and underscores',
  notDescribed: (name: string) => `names "${name}", which is not described`,

  // Patterns
  noExpression: 'is no regular expression',
  beginning: 'must begin with ^, so that it is only tried once',
  ambiguous: 'could be read in several ways, which can take very long: let what follows a repetition begin otherwise',
  empty: 'repeats what may be empty',
  notUnderstood: 'is not understood',
  nested: 'is nested too deeply',
  alternatives: 'must have its alternatives in brackets',
  end: 'may have $ only at its end',
  often: 'repeats something too often',
  looking: 'may not look around or name groups',
  start: 'may have ^ only at its beginning',
  escape: (character: string) => `may not use \\${character}`,
}
