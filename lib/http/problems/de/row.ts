/** A refusal in German: the same `{names}` as in English. `words` are the German of what a `{name}` may stand for. */
export type GermanRow = { title: string; detail: string; words?: Readonly<Record<string, string>> }
