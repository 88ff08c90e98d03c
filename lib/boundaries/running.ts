import { once } from '@/lib/platform/once'

/** Who is simulating in this process right now, by session. */
function running(): Set<string> {
  return once('boundaries.simulating', () => new Set<string>())
}

/** Lets a session begin a simulation, unless one of its is under way: they cost seconds of judging. Gives how to end it. */
export function beginSimulation(sessionId: string): (() => void) | null {
  if (running().has(sessionId)) return null
  running().add(sessionId)
  return () => running().delete(sessionId)
}
