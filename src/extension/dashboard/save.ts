import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { PageMessage } from '../../protocol/dashboard.ts';
import type { Run } from '../runs/run.ts';

type Save = Extract<PageMessage, { type: 'save' }>;

const NAMES = { csv: 'Comma-separated values', svg: 'Drawing' } as const;

/** Asks where, beside the spec to begin with, and writes. Rejects as the file system does. */
export async function saveExport(run: Run, { format, text }: Save): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.file(join(dirname(run.specPath), `${run.name}.${format}`)),
    filters: { [NAMES[format]]: [format] },
  });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  vscode.window.setStatusBarMessage(`Saved ${vscode.workspace.asRelativePath(target)}`, 5000);
}
