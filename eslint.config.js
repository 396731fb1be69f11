import tseslint from 'typescript-eslint'

const PURE = ['electron/{protocol,agent,actions,safety,hotkeys}/**/*.ts', 'native-bridge/settle/**/*.ts']
const useTheDoor = (name, door) => ({
  name: 'electron',
  importNames: [name],
  message: `Use ${door}: it is typed and checks the sender.`,
})

export default tseslint.config(
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['renderer/*/*.tsx', 'electron/app/*.ts', 'electron/preload/*.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  {
    files: ['{electron,native-bridge,renderer}/**/*.{ts,tsx}'],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 12],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' }],
    },
  },
  {
    files: PURE,
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take the time as an argument.' },
        { object: 'Math', property: 'random', message: 'Take randomness as an argument.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take the time as an argument.' },
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
      ],
    },
  },
  {
    files: ['electron/**/*.ts'],
    ignores: ['electron/app/ipc-main.ts', 'electron/preload/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [useTheDoor('ipcMain', 'electron/app/ipc-main.ts')] }] },
  },
  { ignores: ['dist', '**/*.cjs', '*.js', 'vite.config.ts'] },
)
