/** A process that searches through the file journal, to be killed: `node search-child.mjs <workspace> <order>`. */
import { writeSync } from 'node:fs';
import { JournalFile } from '../../../src/runs/journal-file.ts';
import { RunDirectory } from '../../../src/runs/run-directory.ts';
import { runSearch } from '../../../src/search/run.ts';
import { FakeRunner } from '../../search/support/fake-runner.ts';
import { confirmWith, search, spec } from '../../search/support/search.ts';

const [workspace = '.', order = '0'] = process.argv.slice(2);
const shuffle = Number(order);
const directory = RunDirectory.newest(workspace, 'fake') ?? RunDirectory.create(workspace, 'fake', 'name: fake\n');
const journal = JournalFile.open(directory.journalPath);
writeSync(1, 'searching\n');
const runner = new FakeRunner({ capacity: 1 + (shuffle % 4), delay: 8, shuffle, quantises: true });
const confirm = confirmWith((trial) => directory.loadNetwork(trial).architecture);
const confirmation = { seeds: 2, finalists: 4, refit: true, cross_validation: true };
const options = search({ spec: spec({ confirmation }), runner, confirm });
const { front } = await runSearch({ ...options, journal, previous: journal.previous, store: directory });
directory.writeFront(front);
journal.close();
