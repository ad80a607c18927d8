import { noReading } from './no-reading.ts';
import { type Reading, ReadingCollector } from './reading.ts';
import { serialChunks } from './serial.ts';

export interface SerialSource {
  /** `/dev/ttyACM0`, `COM3` */
  readonly port: string;
  /** bits per second */
  readonly baud: number;
  /** Without a line of the self-test, before it is given up. */
  readonly timeoutSeconds: number;
}

/**
 * The first whole measurement that a board says.
 * @param progress told what has come so far
 * @throws UserError when there is none in time, with the likely cause
 */
export async function listen(
  { port, baud, timeoutSeconds }: SerialSource,
  progress: (text: string) => void,
  signal: AbortSignal,
): Promise<Reading> {
  const collector = new ReadingCollector();
  const silence = new AbortController();
  const give = (): void => silence.abort(new Silence());
  let timer = setTimeout(give, timeoutSeconds * 1000);
  progress(`listening to ${port}`);
  try {
    for await (const chunk of serialChunks(port, baud, AbortSignal.any([signal, silence.signal]))) {
      const before = collector.whole;
      if (collector.take(chunk)) return collector.reading!;
      if (collector.whole === before) continue;
      clearTimeout(timer);
      timer = setTimeout(give, timeoutSeconds * 1000);
      progress(`reading: ${collector.whole} lines from ${port}`);
    }
    throw noReading(collector, port);
  } catch (error) {
    if (silence.signal.aborted && !signal.aborted) throw noReading(collector, port);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

class Silence extends Error {}

/** The first whole measurement of a log. @param where names it, for messages. @throws UserError when there is none */
export async function readLog(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  where: string,
): Promise<Reading> {
  const collector = new ReadingCollector();
  for await (const chunk of chunks) if (collector.take(chunk)) return collector.reading!;
  if (collector.close()) return collector.reading!;
  throw noReading(collector, where);
}
