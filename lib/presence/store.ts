import { prisma } from '@/lib/platform/prisma'
import { PRESENCE_CHANNEL, type Sighting } from './registry'

/** Tells every process of an open page. Nothing is stored. */
export async function tellSighting(sighting: Sighting): Promise<void> {
  await prisma().$executeRaw`SELECT pg_notify(${PRESENCE_CHANNEL}, ${JSON.stringify(sighting)})`
}
