// What the compiler and the import rules cannot say: sizes, exhaustive switches, floating promises, and the doors
// that purity and IPC must go through. tests/rules/lint-rules.test.ts plants a violation of each.
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const PURE = ['electron/{protocol,agent,actions,safety,hotkeys,replay}/**/*.ts', 'native-bridge/settle/**/*.ts']
const SOURCE = ['{electron,native-bridge,renderer}/**/*.{ts,tsx}']

const NAMED = { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' }
const TIME = 'Take the time as an argument.'
const lines = (max) => ['error', { max, skipBlankLines: true, skipComments: true }]
const IPC_MAIN = {
  name: 'electron',
  importNames: ['ipcMain'],
  message: 'Use electron/app/ipc-main.ts: it is typed and checks sender and shape.',
}

export default tseslint.config(
  { ignores: ['dist', 'release', 'test-results', 'coverage', '**/*.cjs', '**/*.mjs', '*.js'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: ['tsconfig.json', 'tsconfig.renderer.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // a port is async for every platform, also where one answers at once
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: SOURCE,
    rules: {
      'max-lines': lines(300),
      'max-lines-per-function': lines(60),
      complexity: ['error', 12],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      'no-restricted-syntax': ['error', NAMED],
    },
  },
  {
    files: ['renderer/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules, 'max-lines-per-function': lines(120) },
  },
  {
    files: PURE,
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: TIME },
        { object: 'performance', property: 'now', message: TIME },
        { object: 'Math', property: 'random', message: 'Take randomness as an argument.' },
      ],
      'no-restricted-syntax': [
        'error',
        NAMED,
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: TIME },
      ],
    },
  },
  {
    files: ['electron/**/*.ts'],
    ignores: ['electron/app/ipc-main.ts', 'electron/preload/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [IPC_MAIN] }] },
  },
  {
    files: ['{tests,bench}/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
)
