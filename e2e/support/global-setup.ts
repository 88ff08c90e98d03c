import type { TestProject } from 'vitest/node'
import { type Cluster, type ClusterAddress, startCluster } from './cluster'
import { type SeededDemo, seedTemplate } from './demo-template'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: ClusterAddress
    demo: SeededDemo
  }
}

declare global {
  /** Both projects of one run load this file separately; the run's one cluster is found on the process. */
  var countersignTestCluster: { cluster: Promise<Cluster>; demo: Promise<SeededDemo>; users: number } | undefined
}

/**
 * Before the first test that needs a database: one PostgreSQL for the whole run, with the template migrated, and
 * another one with the demo organisation in it, because putting it there costs more than most files of tests.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  globalThis.countersignTestCluster ??= begin()
  const entry = globalThis.countersignTestCluster
  entry.users++
  const { ownerUrl, appUrl, template, stop } = await entry.cluster
  project.provide('cluster', { ownerUrl, appUrl, template })
  project.provide('demo', await entry.demo)
  return async () => {
    entry.users--
    if (entry.users > 0) return
    globalThis.countersignTestCluster = undefined
    await stop()
  }
}

function begin() {
  const cluster = startCluster()
  return { cluster, demo: cluster.then(seedTemplate), users: 0 }
}
