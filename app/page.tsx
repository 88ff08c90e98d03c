import { redirect } from 'next/navigation'

/** The approver's home. */
export default function Home() {
  redirect('/inbox')
}
