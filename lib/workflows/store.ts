import type { Tx } from '@/lib/platform/transaction'

export type NewWorkflow = {
  id: string
  slug: string
  title: string
  description: string
  codePrefix: string
  ownerIds: readonly string[]
}

/** Which of the two names another workflow has already, in this order; null when both are free. */
export async function nameTaken(tx: Tx, slug: string, codePrefix: string): Promise<'slug' | 'code_prefix' | null> {
  const rows = await tx.$queryRaw<{ slug: string }[]>`
    SELECT slug FROM workflows WHERE slug = ${slug} OR code_prefix = ${codePrefix}`
  if (rows.length === 0) return null
  return rows.some((row) => row.slug === slug) ? 'slug' : 'code_prefix'
}

/** Takes one owner out; the database keeps the last one. */
export async function deleteOwner(tx: Tx, workflowId: string, personId: string): Promise<void> {
  await tx.workflowOwner.delete({ where: { workflowId_personId: { workflowId, personId } } })
}

/** Writes a workflow in which nothing can be asked for yet, with its owners. */
export async function insertWorkflow(tx: Tx, { ownerIds, ...workflow }: NewWorkflow): Promise<void> {
  await tx.workflow.create({ data: workflow })
  await tx.workflowOwner.createMany({
    data: [...new Set(ownerIds)].map((personId) => ({ workflowId: workflow.id, personId })),
  })
}
