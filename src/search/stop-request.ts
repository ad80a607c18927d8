/** The reason of a signal that stops a search; its message goes to the journal. Any other reason is written as `stopped`. */
export class StopRequest extends Error {
  override readonly name = 'StopRequest';
}

/** What the journal says about a search that somebody stopped. */
export function stopMessage(reason: unknown): string {
  return reason instanceof StopRequest ? reason.message : 'stopped';
}
