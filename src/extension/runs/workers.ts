import { availableParallelism } from 'node:os';
import * as vscode from 'vscode';
import { CONFIGURATION } from '../ids.ts';

/** Trials trained at a time: the setting, or the cores of this machine. More than 8 cannot be used. */
export function workers(): number {
  const wanted = vscode.workspace.getConfiguration(CONFIGURATION).get<number>('search.workers', 0);
  return Math.min(8, wanted > 0 ? Math.floor(wanted) : availableParallelism());
}
