import type { Operation } from '../../operation.ts';
import { everyone } from '../../operation.ts';
import { getCrl } from './get-crl.ts';
import { getDirectory } from './get-directory.ts';

export type PublishedParts = { readonly signed: () => string; readonly crls: () => readonly string[] };

export const directoryPublicOperations = (parts: PublishedParts): readonly Operation[] => [getDirectory(parts, everyone), getCrl(parts, everyone)];
