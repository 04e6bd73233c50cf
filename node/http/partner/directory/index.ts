import type { Operation } from '../../operation.ts';
import { partners } from '../../operation.ts';
import { getCrl } from '../../public/directory/get-crl.ts';
import { getDirectory } from '../../public/directory/get-directory.ts';
import type { PublishedParts } from '../../public/directory/index.ts';

export const directoryPartnerOperations = (parts: PublishedParts): readonly Operation[] => [getDirectory(parts, partners), getCrl(parts, partners)];
