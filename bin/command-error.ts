/** What the person at the command line can put right; told without a stack, exit status 2. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
