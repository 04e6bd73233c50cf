import type { NodeState } from './consortium.ts';
import type { Places } from './places.ts';
import { nameOf } from './trust.ts';
import { demoPassword, demoUsers } from './users.ts';

/** What a visitor needs to know once everything runs. */
export const welcome = (places: Places, startMs: number): string => `
Ready after ${(startMs / 1000).toFixed(1)} s. Demo certificates, http sign-in: for this machine only.

  Node                 Portal                       Partners (mutual TLS)        Operations
${places.nodes.map((node) => `  ${node.id} ${(nameOf(node.id)['en'] ?? '').padEnd(17)} ${node.portal.padEnd(28)} ${node.gateway.padEnd(28)} ${node.ops}/health`).join('\n')}
  Identity provider    ${places.provider.issuer}
  Finland's catalogue  ${places.fhirSource.url}/metadata (FHIR R4 stand-in)
  Germany's catalogue  ${places.ckanSource.url}/api/3/action/package_search (CKAN stand-in)

  Logins, password "${demoPassword}":
${lines(demoUsers.map((user) => user.login)).map((line) => `    ${line}`).join(',\n')}

  Try this:
    1. ${places.node('FR').portal} as researcher: search, put datasets of three countries into the basket, apply, submit.
    2. Before you submit: npm run demo -- kill DE. Germany's part waits, with the time of the next attempt.
    3. npm run demo -- start DE. It arrives, once.
    4. ${places.node('FI').portal}/desk as case-handler-fi: open the application, complete it; as decision-maker-fi: decide. The researcher sees it.
    5. ${places.node('EU').portal}/board as coordinator: who is well, who is not, and why.
    6. From a program: curl -H "authorization: Bearer $(npm run -s demo -- token researcher)" ${places.node('FR').portal}/api/v1/applications

  Ctrl-C stops everything; the state stays in .demo/ until --fresh.`;

const lines = (words: readonly string[]): string[] => {
  const out: string[] = [];
  for (const word of words) {
    const last = out.at(-1);
    if (last !== undefined && last.length + word.length < 100) out[out.length - 1] = `${last}, ${word}`;
    else out.push(word);
  }
  return out;
};

export const stateTable = (states: readonly NodeState[]): string =>
  states.map((one) => (one.state === 'running' ? `${one.node}  running   process ${one.pid}, ${one.memoryMb} MB` : `${one.node}  stopped   ${one.how ?? 'not started'}`)).join('\n');
