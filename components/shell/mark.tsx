/** The product's mark: two ticks over a line, countersigned. */
export function Mark({ className = 'size-5' }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
      className={className}
    >
      <rect x="0.75" y="0.75" width="18.5" height="18.5" rx="3.25" />
      <path d="M4.5 14.75h11" />
      <path d="m4.75 8.5 2.5 2.75 4-6.5" />
      <path d="m9.75 10 1.15 1.25 4-6.5" />
    </svg>
  )
}
