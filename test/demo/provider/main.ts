// The demo's OpenID Connect provider, a process of its own: oidc-provider with our sign-in pages. Argument: its file (JSON).
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import type { ProviderFile } from './configuration.ts';
import { toConfiguration } from './configuration.ts';
import { answerSignIn } from './sign-in.ts';

const file = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as ProviderFile;
const provider = new Provider(file.issuer, toConfiguration(file));
provider.on('server_error', (_ctx, error) => console.error(error));
for (const event of ['authorization.error', 'grant.error']) provider.on(event, (_ctx, error) => console.error(event, String(error)));

const oidc = provider.callback();
const server = createServer((req, res) => {
  const work = req.url?.startsWith('/sign-in/') === true ? answerSignIn(provider, req, res) : oidc(req, res);
  work.catch((error: unknown) => {
    console.error(error);
    if (!res.headersSent) res.writeHead(500, { 'content-type': 'text/plain' });
    res.end('Something went wrong in the demo identity provider; its log tells more.');
  });
});
server.listen(file.port, '127.0.0.1', () => console.log(`provider ready at ${file.issuer}`));

const stop = (): void => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
