import { readFile } from 'node:fs/promises';
import { readDirectoryKey, signDirectory } from '../../../certs/directory-jws.ts';
import { writePublic } from '../../../certs/files.ts';
import type { DirectoryDocument } from '../../../core/directory.ts';
import type { TestConsortium } from '../../support/consortium.ts';

/** Signs the next version of a consortium's directory into its file; nodes see it with `directory.refresh`. */
export const nextDirectory = async (consortium: TestConsortium, change: (document: DirectoryDocument) => DirectoryDocument): Promise<void> => {
  const [, payload] = (await readFile(consortium.directoryFile, 'utf8')).split('.');
  const before = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString('utf8')) as DirectoryDocument;
  await writePublic(consortium.directoryFile, await signDirectory({ ...change(before), version: before.version + 1 }, await readDirectoryKey(consortium.directorySigningKeyFile)));
};
