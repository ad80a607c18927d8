import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format } from 'prettier';
import { DOMAIN_CODES } from '../src/language/codes.ts';
import { referencePage } from '../src/spec/documentation.ts';
import { jsonSchema } from '../src/spec/json-schema.ts';

/** The files that follow from src/spec, by path below the root of the project. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['schema/nas.schema.json', `${JSON.stringify(jsonSchema(), null, 2)}\n`],
    ['docs/spec.md', await format(referencePage(DOMAIN_CODES), { parser: 'markdown', printWidth: 120 })],
  ]);
}

if (import.meta.filename === process.argv[1]) {
  for (const [path, text] of await generatedFiles()) {
    const file = join(import.meta.dirname, '..', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(path);
  }
}
