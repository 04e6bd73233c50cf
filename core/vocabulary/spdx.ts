import { namespace } from './namespace.ts';

/** SPDX 2. */
export const spdx = namespace('http://spdx.org/rdf/terms#', [
  'Checksum', 'ChecksumAlgorithm', 'checksum', 'algorithm', 'checksumValue', 'checksumAlgorithm_sha1', 'checksumAlgorithm_sha256',
  'checksumAlgorithm_md5',
]);
