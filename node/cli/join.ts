import type { Command } from 'commander';
import { setTimeout as wait } from 'node:timers/promises';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { validityOf } from '../../certs/certificate-facts.ts';
import { readPinnedKeys, verifyDirectory } from '../../certs/directory-jws.ts';
import { readIfThere, writePublic } from '../../certs/files.ts';
import { initKeys, installCertificate } from '../../certs/init-keys.ts';
import { makeJoinRequest } from '../../certs/join-request.ts';
import { manifestFile, readManifest } from '../../certs/ring-manifest.ts';
import { thumbprintOfCertificate } from '../../certs/spki-thumbprint.ts';
import { storeCrls } from '../../certs/store-crl.ts';
import { askCoordinator } from '../../connectors/directory/ask-coordinator.ts';
import { fetchPublished } from '../../connectors/directory/fetch-directory.ts';
import { systemClock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { DirectoryDocument } from '../../core/directory.ts';
import { participantShape } from '../../core/directory.ts';

const pendingShape = z.object({ id: z.string(), tlsId: z.string(), coordinator: z.string() });
type Pending = z.infer<typeof pendingShape>;
type Options = { node: string; name: string; country: string; role: string[]; gateway: string; portal: string; host?: string[]; keys: string; coordinator: string; directoryKeys: string; wait?: boolean };

const pendingFile = (keys: string): string => join(keys, 'join.json');

const ask = async (options: Options): Promise<Pending> => {
  const held = await readIfThere(pendingFile(options.keys));
  if (held !== undefined) return pendingShape.parse(JSON.parse(held));
  const hosts = options.host ?? [new URL(options.gateway).hostname];
  if ((await readIfThere(manifestFile(options.keys))) === undefined) await initKeys(options.keys, { nodeId: options.node, hosts, now: systemClock.now() });
  const details = participantShape.pick({ name: true, country: true, roles: true, gateway: true, portal: true }).parse({
    name: { en: options.name }, country: options.country, roles: options.role, gateway: options.gateway, portal: options.portal,
  });
  const { jws, fingerprint, tlsId } = await makeJoinRequest(options.keys, details, systemClock.now());
  const { id } = await askCoordinator(options.coordinator).ask(jws);
  const pending = { id, tlsId, coordinator: options.coordinator };
  await writePublic(pendingFile(options.keys), JSON.stringify(pending));
  console.log(`Request ${id} is with the coordinator. Call them and read out this fingerprint:\n\n  ${fingerprint}\n`);
  return pending;
};

// Approved on the command line, the coordinator's running node publishes within 2 s; a slow machine gets more.
const publishedWithinMs = 20_000;

/** The signed directory, once it lists this certificate's key for this node; undefined when it does not in time. */
const directoryListing = async (nodeId: string, certificate: string, pinnedFile: string, pending: Pending): Promise<DirectoryDocument | undefined> => {
  const pinned = await readPinnedKeys(pinnedFile);
  const thumbprint = thumbprintOfCertificate(certificate);
  for (const end = systemClock.ms() + publishedWithinMs; ; await wait(500)) {
    const published = await fetchPublished(`${pending.coordinator}/directory`, undefined);
    const { document } = await verifyDirectory(published.type === 'fetched' ? published.text : '', pinned);
    if (document.participants.some((one) => one.nodeId === nodeId && one.tls.some((key) => key.thumbprint === thumbprint))) return document;
    if (systemClock.ms() > end) return undefined;
  }
};

/** Only a directory signed with the pinned key proves that this is the consortium we meant, and only it decides which certificate is ours. */
const finish = async (keys: string, pinnedFile: string, pending: Pending, certificate: string, ca: string): Promise<void> => {
  const { nodeId } = await readManifest(keys);
  const document = await directoryListing(nodeId, certificate, pinnedFile, pending);
  if (document === undefined || !new X509Certificate(certificate).verify(new X509Certificate(ca).publicKey)) throw new AppError('conflict', 'certificate-not-listed', 'The certificate is not the one that the signed directory lists for this node: tell the coordinator.');
  await installCertificate(keys, pending.tlsId, { certificatePem: certificate, caPems: [ca], ...validityOf(certificate) });
  const lists = await fetchPublished(`${pending.coordinator}/crl`, undefined);
  if (lists.type === 'fetched') await storeCrls(keys, lists.text, [ca]);
  console.log(`This node is a participant of ${document.consortium} (directory version ${document.version}). Start it with KEYS_DIR=${keys}.`);
};

const joinConsortium = async (options: Options): Promise<void> => {
  const pending = await ask(options);
  for (;;) {
    const outcome = await askCoordinator(pending.coordinator).outcome(pending.id);
    if (outcome.state === 'refused') throw new AppError('forbidden', 'join-refused', `The coordinator refused: ${outcome.reason ?? 'no reason given'}`);
    if (outcome.state === 'approved' && outcome.certificate !== undefined && outcome.ca !== undefined) return finish(options.keys, options.directoryKeys, pending, outcome.certificate, outcome.ca);
    if (options.wait !== true) return console.log('Not decided yet: run the same command again later, or with --wait.');
    await wait(2_000);
  }
};

/** `ehds-node join`: keys, request, fingerprint to read out, and once approved the certificate (exchange.md §2.2). Safe to run again at any point. */
export const register = (program: Command): void => {
  program
    .command('join')
    .description('ask a consortium to let this node in')
    .requiredOption('--node <id>', 'node id, e.g. FR')
    .requiredOption('--name <text>', 'name of the node in English')
    .requiredOption('--country <code>', 'ISO 3166-1')
    .requiredOption('--gateway <url>', 'address of the mutual-TLS listener')
    .requiredOption('--portal <url>', 'address of the public listener')
    .requiredOption('--keys <folder>', 'KEYS_DIR')
    .requiredOption('--coordinator <url>', "the coordinator's public address")
    .requiredOption('--directory-keys <file>', 'the pinned key set, received from the coordinator by another way')
    .option('--role <role...>', 'roles in the consortium', ['national-node'])
    .option('--host <name...>', 'names and addresses in the certificate; default: host of the gateway')
    .option('--wait', 'wait until the coordinator has decided')
    .action(joinConsortium);
};
