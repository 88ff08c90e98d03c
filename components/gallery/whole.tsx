import { Button } from '@/components/ui/button'
import { EmptyState, ErrorState, ForbiddenState, LoadingRows } from '@/components/ui/states'
import { Shelf, Stack, State } from './frame'

/** What stands where a list or a page would. */
export function Whole() {
  return (
    <Shelf id="whole" title="Whole states">
      <Stack>
        <State name="loading">
          <LoadingRows rows={3} />
        </State>
        <State name="empty">
          <EmptyState title="Nothing needs you" actions={<Button>See what ended</Button>}>
            21 decided today. Next on call is Tom at 18:00.
          </EmptyState>
        </State>
        <State name="error">
          <ErrorState title="Grants could not be loaded" actions={<Button>Try again</Button>}>
            The server did not answer.
          </ErrorState>
        </State>
        <State name="forbidden">
          <ForbiddenState title="You can’t see this">
            It is for compliance reviewers. An administrator can give you the role.
          </ForbiddenState>
        </State>
      </Stack>
    </Shelf>
  )
}
