import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Rooms that must run anywhere: no process, no file, no clock of the platform. Imports are ruled by .dependency-cruiser.js. */
const pureRooms = ['base', 'protocol', 'insight', 'spec', 'network', 'compile', 'hardware', 'language', 'search'];
const platformGlobals = ['process', 'Buffer', 'global', 'globalThis', '__dirname', '__filename', 'console', 'fetch'];

const forbiddenSyntax = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that defines it.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' },
];

export default defineConfig(
  globalIgnores([
    'dist/',
    'coverage/',
    '**/.nas/',
    '**/node_modules/',
    'src/compile/wasm/assembly/', // AssemblyScript
    'types/', // ambient declarations, spelt as lib.dom spells them
    'examples/',
    'test/golden/',
    'test/host/out/',
  ]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', ...forbiddenSyntax],
      'object-shorthand': 'error',
      'prefer-template': 'error',

      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],

      // With noUncheckedIndexedAccess every read of a typed array needs `!`; numeric kernels are made of those.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['src/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Take a seeded generator (src/base/random.ts).' },
      ],
    },
  },
  {
    files: pureRooms.map((room) => `src/${room}/**`),
    rules: { 'no-restricted-globals': ['error', ...platformGlobals] },
  },
  {
    files: ['scripts/**', 'test/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off', // JSON.parse of a report, expect.any()
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/require-await': 'off', // stand-ins for asynchronous ports
      '@typescript-eslint/unbound-method': 'off', // expect(port.method)
    },
  },
  {
    // Tools that find their configuration, or a reporter, by its default export.
    files: ['*.config.{js,ts}', '.dependency-cruiser.js', 'test/support/global-setup.ts', 'test/support/*-reporter.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
