import type { TestProject } from 'vitest/node'
import { type Cluster, type ClusterAddress, startCluster } from './cluster'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: ClusterAddress
  }
}

declare global {
  /** Both projects of one run load this file separately; the run's one cluster is found on the process. */
  var countersignTestCluster: { cluster: Promise<Cluster>; users: number } | undefined
}

/** Before the first test that needs a database: one PostgreSQL for the whole run, with the template migrated. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  globalThis.countersignTestCluster ??= { cluster: startCluster(), users: 0 }
  const entry = globalThis.countersignTestCluster
  entry.users++
  const { ownerUrl, appUrl, template, stop } = await entry.cluster
  project.provide('cluster', { ownerUrl, appUrl, template })
  return async () => {
    entry.users--
    if (entry.users > 0) return
    globalThis.countersignTestCluster = undefined
    await stop()
  }
}
