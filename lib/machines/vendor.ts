import type { Directory, RuntimeVendor } from '@/lib/core/directory'
import type { FieldError } from '@/lib/core/refusal'
import type { VendorBody } from './schema'

/** The vendor as decisions know it. */
export function vendorOf(body: VendorBody | null): RuntimeVendor | null {
  return (
    body && {
      name: body.name,
      contract: body.contract,
      contact: body.contact,
      approvalLogic: body.approval_logic,
      logging: body.logging,
      incidentResponse: body.incident_response,
    }
  )
}

/** Whom a runtime names and who is not there, by field. Nobody at all is stored: it is a gap, and a gap denies. */
export function unknownPeople(
  named: { owner_id?: string | null | undefined; vendor?: VendorBody | null | undefined },
  directory: Directory,
): FieldError[] {
  const unknown = (id: string | null | undefined) =>
    id !== null && id !== undefined && id !== 'vendor' && directory.people.get(id)?.status !== 'active'
  const errors: FieldError[] = []
  if (unknown(named.owner_id)) errors.push({ pointer: '/owner_id', detail: 'must be somebody active' })
  for (const role of ['approval_logic', 'logging', 'incident_response'] as const)
    if (unknown(named.vendor?.[role]))
      errors.push({ pointer: `/vendor/${role}`, detail: 'must be somebody active, or the vendor' })
  return errors
}
