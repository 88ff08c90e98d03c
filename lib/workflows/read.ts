import { mayTakePart } from '@/lib/core/catalogue/taking-part'
import { currentDirectory } from '@/lib/directory/current'
import type { CatalogueWire } from '@/lib/requests/schema'

/** What an agent may ask for: the active workflows that name it, their action types, schemas and examples. */
export async function catalogueFor(agentId: string): Promise<CatalogueWire> {
  const directory = await currentDirectory()
  const agent = directory.agents.get(agentId)
  const workflows = [...directory.workflows.values()].filter(
    (workflow) => workflow.status === 'active' && workflow.boundary && agent && mayTakePart(workflow, agent, directory),
  )
  return {
    workflows: workflows.map((workflow) => ({
      slug: workflow.slug,
      title: workflow.title,
      action_types: [...workflow.actionTypes.values()].map((type) => ({
        name: type.name,
        title: type.title,
        params_schema: type.paramsSchema,
        resource_kind: type.resourceKind,
        example: type.example,
      })),
    })),
  }
}
