import { asError } from '../../base/errors.ts';
import { parseToChild } from '../../protocol/job-messages.ts';
import { type FromChild, type Job, WINDOW_CLOSED } from '../../protocol/jobs.ts';
import { StopRequest } from '../../search/stop-request.ts';

export interface Init {
  readonly protocol: number;
  readonly job: Job;
}

export interface ChannelEvents {
  /** The editor asks politely. */
  readonly stop: () => void;
  /** The window is closed, or its process died. */
  readonly gone: (reason: StopRequest) => void;
}

/** The child's end of the channel that Node opens between a process and one that it forked. */
export class Channel {
  /** The first message. Rejects with a UserError when it makes no sense, or with the reason given to `gone`. */
  readonly init: Promise<Init>;
  #closed = false;

  constructor({ stop, gone }: ChannelEvents) {
    this.init = new Promise((resolve, reject) => {
      const lost = (): void => {
        if (this.#closed) return;
        const reason = new StopRequest(WINDOW_CLOSED);
        gone(reason);
        reject(reason);
      };
      process.on('disconnect', lost);
      // It may have gone while this program was loaded.
      if (!process.connected) lost();
      process.on('message', (value) => {
        try {
          const message = parseToChild(value);
          if (message.type === 'stop') stop();
          else resolve(message);
        } catch (error) {
          reject(asError(error));
        }
      });
    });
  }

  /** Resolves when the message is on its way, or when nobody listens any more. */
  send(message: FromChild): Promise<void> {
    return new Promise((resolve) => {
      if (process.connected) process.send!(message, undefined, undefined, () => resolve());
      else resolve();
    });
  }

  /** Lets the process end once its work is done. */
  close(): void {
    this.#closed = true;
    if (process.connected) process.disconnect();
  }
}
