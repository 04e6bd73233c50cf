import { pino } from 'pino';
import { readEnv } from './config/env.ts';
import { ConfigError, toConfig } from './config/config.ts';
import { loadSecrets } from './config/secrets.ts';
import { createApp } from './app.ts';

/** EX_CONFIG of sysexits.h: a supervisor need not try again. */
const wrongConfiguration = 78;
const needed = 22;

const refuse = (error: unknown): never => {
  if (error instanceof ConfigError) {
    for (const problem of error.problems) console.error(problem);
    process.exit(wrongConfiguration);
  }
  console.error(error);
  process.exit(1);
};

if (Number(process.versions.node.split('.')[0]) < needed)
  refuse(new ConfigError([`This is Node ${process.versions.node}; Node ${needed} or newer is needed: start with npm start, which brings its own.`]));

try {
  const env = readEnv();
  const config = toConfig(env);
  const log = pino({ level: config.log.level, base: { node: config.node.id }, timestamp: pino.stdTimeFunctions.isoTime });
  if (config.node.demo) log.warn('DEMO_MODE: demo certificates, an http identity provider and loopback sources are allowed; never use this with real data');
  const app = await createApp({ config, secrets: await loadSecrets(config, env), log });
  await app.listen();
  log.info({ public: config.listeners.public.url, version: app.version }, 'ready');
  const stop = (signal: string): void => {
    log.info({ signal }, 'stopping');
    void app.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', () => stop('SIGINT'));
  process.once('SIGTERM', () => stop('SIGTERM'));
} catch (error) {
  refuse(error);
}
