import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Clock } from '../../../core/clock.ts';
import { AppError } from '../../../core/errors.ts';
import type { Caller } from '../../../core/roles.ts';
import type { Audit } from '../../audit/audit.ts';
import type { Db } from '../../storage/db.ts';
import { inTransaction } from '../../storage/db.ts';
import { isUuid } from '../publish/representations.ts';
import type { Quality } from '../quality/quality.ts';
import type { StoredDocument } from './document-store.ts';
import { addDocument, documentBytes, documentCount, documentsOf, lockRecord, removeDocument } from './document-store.ts';

/** Kinds of documents that are taken, by ending: what people write reports in. Never shown in the browser, always downloaded. */
const mediaTypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf', txt: 'text/plain', md: 'text/markdown', csv: 'text/csv', odt: 'application/vnd.oasis.opendocument.text', ods: 'application/vnd.oasis.opendocument.spreadsheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
export const documentEndings = Object.keys(mediaTypes);
export const maxDocumentBytes = 10 * 1024 * 1024;
const mostDocuments = 20;
const zip = Buffer.from('PK\u0003\u0004', 'latin1');

/** A name as a file system takes it: no folders, no control characters. */
const plainName = (name: string): string => name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\:*?"<>|]+/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, 150);

const kindOf = (name: string, bytes: Buffer): string => {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const type = mediaTypes[ending];
  if (type === undefined) throw new AppError('unsupported-media-type', 'unsupported-format', `"${name}" is of a kind that is not kept here: give one of ${documentEndings.join(', ')}.`);
  const isWhatItSays = ending === 'pdf' ? bytes.subarray(0, 1024).includes('%PDF-') : ['odt', 'ods', 'docx', 'xlsx'].includes(ending) ? bytes.subarray(0, 4).equals(zip) : !bytes.includes(0);
  if (!isWhatItSays) throw new AppError('invalid', 'not-what-its-name-says', `"${name}" is not the kind of file its name says.`);
  return type;
};

/** Documents of a holder that support a data quality and utility label, stored with the record for HDAB staff (D5.3 §9.4.2; Art. 60(4), 78). The public never sees them. */
export const createDocuments = (parts: { readonly db: Db; readonly clock: Clock; readonly audit: Audit; readonly seen: Quality['seen'] }) => {
  const { db, clock } = parts;
  const unknown = (id: string): AppError => new AppError('not-found', 'unknown-document', `There is no document ${id} here.`);
  const audited = (caller: Caller, action: string, record: string, document: Pick<StoredDocument, 'id' | 'sha256' | 'size'> | { readonly id: string }) =>
    ({ actor: caller.person, role: caller.roles.join(' '), action, target: `dataset:${record}`, outcome: 'success' as const, details: { document: document.id, ...('sha256' in document ? { sha256: document.sha256, size: document.size } : {}) } });
  return {
    list: async (caller: Caller, record: string): Promise<readonly StoredDocument[]> => {
      await parts.seen(record, caller);
      return documentsOf(db, record);
    },
    /** @throws AppError `unsupported-format`, `not-what-its-name-says`, `empty-body`, `too-many-documents`, `unknown-dataset` */
    add: async (caller: Caller, record: string, name: string, bytes: Buffer): Promise<StoredDocument> => {
      await parts.seen(record, caller);
      const plain = plainName(name);
      if (bytes.length === 0) throw new AppError('invalid', 'empty-body', 'This file is empty.');
      const document = { id: uuid(), record_id: record, name: plain, media_type: kindOf(plain, bytes), size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), added_at: clock.now(), added_by: caller.person };
      await inTransaction(db, async (tx) => {
        await lockRecord(tx, record);
        if ((await documentCount(tx, record)) >= mostDocuments) throw new AppError('conflict', 'too-many-documents', `${mostDocuments} documents are kept already: remove one first.`);
        await addDocument(tx, { ...document, bytes });
        await parts.audit.record(tx, audited(caller, 'quality-document-added', record, document));
      });
      return document;
    },
    read: async (caller: Caller, record: string, id: string): Promise<StoredDocument & { readonly bytes: Buffer }> => {
      await parts.seen(record, caller);
      const found = isUuid(id) ? await documentBytes(db, record, id) : undefined;
      if (found === undefined) throw unknown(id);
      return found;
    },
    remove: async (caller: Caller, record: string, id: string): Promise<void> => {
      await parts.seen(record, caller);
      await inTransaction(db, async (tx) => {
        if (!isUuid(id) || !(await removeDocument(tx, record, id))) throw unknown(id);
        await parts.audit.record(tx, audited(caller, 'quality-document-removed', record, { id }));
      });
    },
  };
};
export type Documents = ReturnType<typeof createDocuments>;
