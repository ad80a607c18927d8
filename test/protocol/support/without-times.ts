/** The bytes of a journal without what differs from run to run by its nature: times, durations, and the lines of interruptions. */
export function withoutTimes(journal: string): string {
  return journal
    .replaceAll(/^\{"type":"run-(?:stopped|resumed)".*\n/gm, '')
    .replaceAll(/,"(?:at|seconds)":[\d.e+-]+/g, '')
    .replaceAll(/,"time":"[^"]*"/g, '');
}
