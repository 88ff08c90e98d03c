export type StepName =
  | 'checkpoint.signature'
  | 'leaves.form'
  | 'leaves.order'
  | 'leaves.time'
  | 'leaves.hash'
  | 'leaves.inclusion'
  | 'leaves.batches'
  | 'checkpoint.root'
  | 'checkpoint.consistency'
  | 'entries.subject'
  | 'entries.payload'

/** `leaf` is the index of the first leaf that fails, where one can be named. */
export interface Step {
  name: StepName
  ok: boolean
  detail: string
  leaf?: number
}

/** What one step has found: ok until the first failure, which it keeps. */
export class Finding {
  private failure: { why: string; leaf: number } | null = null

  constructor(
    private readonly name: StepName,
    private readonly whenOk: string,
  ) {}

  fail(why: string, leaf: number): void {
    this.failure ??= { why, leaf }
  }

  step(): Step {
    if (this.failure === null) return { name: this.name, ok: true, detail: this.whenOk }
    const { why, leaf } = this.failure
    return { name: this.name, ok: false, detail: `leaf ${leaf}: ${why}`, leaf }
  }
}
