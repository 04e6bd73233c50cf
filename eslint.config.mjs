import tseslint from 'typescript-eslint';

const time = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Time comes from the injected Clock (core/clock.ts).' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time comes from the injected Clock (core/clock.ts).' },
];
const env = { selector: "MemberExpression[object.name='process'][property.name='env']", message: 'Only node/config/env.ts reads the environment.' };
const exit = { selector: "CallExpression[callee.object.name='process'][callee.property.name='exit']", message: 'Only main.ts and cli.ts end the process.' };

export default tseslint.config(
  { ignores: ['node_modules/**', 'web/dist/**', '.demo/**', '.cache/**', '**/*.mjs', '**/*.d.ts'] },
  {
    files: ['{core,node,connectors,mappings,certs,queues}/**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Outgoing calls live in connectors/.' }],
      'no-restricted-syntax': ['error', ...time, env, exit],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['connectors/http/**'], rules: { 'no-restricted-globals': 'off' } },
  { files: ['core/clock.ts'], rules: { 'no-restricted-syntax': ['error', env, exit] } },
  { files: ['node/config/env.ts'], rules: { 'no-restricted-syntax': ['error', ...time, exit] } },
  { files: ['node/main.ts', 'node/cli.ts', 'node/cli/**'], rules: { 'no-restricted-syntax': ['error', ...time, env], 'no-console': 'off' } },
  // A process of its own that hands its environment on to PostgreSQL's programs.
  { files: ['node/storage/embedded-child.ts'], rules: { 'no-restricted-syntax': ['error', ...time], 'no-console': 'off' } },
  {
    files: ['test/**/*.ts', 'web/src/**/*.{ts,tsx}', '**/*.test.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-restricted-globals': 'off',
      'no-restricted-syntax': 'off',
      'no-console': 'off',
    },
  },
);
