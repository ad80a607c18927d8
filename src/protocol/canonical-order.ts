import type { JournalEvent } from './journal.ts';
import { REFIT, seedName } from './training-name.ts';

/**
 * A finished journal in one order: the lines of a trial together, by number; every round of the confirmation followed by its
 * trainings, as they were asked for. So equal runs have equal journals, whoever arrived first. Left out is what was done again
 * after an interruption: epochs of trainings that began anew, and failures that would be told twice. What happened besides,
 * stops, resumptions and measurements in between, stands before `run-finished`. `at` stays the moment of each event, so it may
 * run backwards from one trial to the next. What follows `run-finished` stays where it is.
 */
export function inCanonicalOrder(events: readonly JournalEvent[]): JournalEvent[] {
  const end = events.findIndex(({ type }) => type === 'run-finished');
  const [run, later] = end < 0 ? [events, []] : [events.slice(0, end), events.slice(end)];
  const repeated = doneAgain(run);
  const placeOf = placesOf();
  const placed = run.map((event) => ({ event, place: placeOf(event) })).filter(({ event }) => !repeated.has(event));
  // Sorting is stable: within a trial, and among stops, the order is that of arrival.
  return [...placed.toSorted((a, b) => compare(a.place, b.place)).map(({ event }) => event), ...later];
}

/** The stage of the run, and the place within it. */
type Place = readonly [stage: number, first?: number, second?: number];

function compare(a: Place, b: Place): number {
  return a[0] - b[0] || (a[1] ?? 0) - (b[1] ?? 0) || (a[2] ?? 0) - (b[2] ?? 0);
}

/** @returns tells places of events, which come in the order of their arrival: rounds before the trainings they ask for */
function placesOf(): (event: JournalEvent) => Place {
  let rounds = 0;
  /** How often rounds have asked for a trial, and where they ask for each training. */
  const asked = new Map<number, number>();
  const jobs = new Map<string, Place>();
  const training = (trial: number, name: string): Place =>
    jobs.get(`${trial} ${name}`) ?? [name === REFIT ? 7 : 6, trial];
  return (event) => {
    switch (event.type) {
      case 'run-started':
        return [0];
      case 'data-loaded':
        return [1];
      case 'augmentation-chosen':
        return [2];
      case 'trial-proposed':
      case 'epoch':
      case 'trial-finished':
      case 'trial-failed':
      case 'trial-stopped':
        return [3, event.trial];
      case 'search-finished':
        return [4];
      case 'finalists-chosen':
        rounds++;
        for (const [position, trial] of event.trials.entries()) {
          const seed = (asked.get(trial) ?? 0) + 1;
          asked.set(trial, seed);
          jobs.set(`${trial} ${seedName(seed)}`, [5, rounds, position + 1]);
        }
        return [5, rounds];
      case 'seed-finished':
        return training(event.trial, seedName(event.seed));
      case 'seed-failed':
        return training(event.trial, event.training);
      case 'refit-finished':
        return training(event.trial, REFIT);
      case 'front-confirmed':
        return [8];
      case 'run-stopped':
      case 'run-resumed':
      case 'trial-measured':
        return [9];
      case 'run-finished':
        return [10];
    }
  };
}

/** Epochs of trials that began anew afterwards, and failures of trainings that had failed already. */
function doneAgain(events: readonly JournalEvent[]): ReadonlySet<JournalEvent> {
  const again = new Set<JournalEvent>();
  const failures = new Set<string>();
  /** Epochs of the trials in flight. */
  const inFlight = new Map<number, JournalEvent[]>();
  for (const event of events) {
    switch (event.type) {
      case 'trial-proposed':
        inFlight.set(event.trial, []);
        break;
      case 'epoch':
        inFlight.get(event.trial)?.push(event);
        break;
      case 'trial-finished':
      case 'trial-failed':
      case 'trial-stopped':
        inFlight.delete(event.trial);
        break;
      case 'run-resumed':
        for (const epochs of inFlight.values()) for (const epoch of epochs.splice(0)) again.add(epoch);
        break;
      case 'seed-failed': {
        const name = `${event.trial} ${event.training}`;
        if (failures.has(name)) again.add(event);
        failures.add(name);
        break;
      }
      default:
    }
  }
  return again;
}
