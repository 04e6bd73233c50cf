import { defineConfig } from 'vitest/config';

// Two projects: `unit` starts nothing (its set-up file forbids sockets), `system` starts real parts once per run.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{core,node,connectors,mappings,certs,queues}/**/*.test.ts', 'web/src/**/*.test.ts'],
          setupFiles: ['test/support/no-sockets.ts'],
          maxWorkers: 2,
          isolate: false, // they share nothing that one of them changes; loading every module anew for each file took most of the time
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
