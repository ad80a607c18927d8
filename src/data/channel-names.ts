/** Names of the channels of files that name none. */
export function channelNames(source: 'ts' | 'wav', count: number): string[] {
  if (source === 'wav' && count === 1) return ['audio'];
  const stem = source === 'wav' ? 'audio' : 'channel';
  return Array.from({ length: count }, (_, i) => `${stem}_${i + 1}`);
}
