/** What the directory needs from outside; wiring passes the functions. */

/** The coordinator's directory, over HTTP. `etag` of the version held, for 304. @throws AppError `unavailable` when it cannot be had */
export type FetchDirectory = (etag: string | undefined) => Promise<{ readonly type: 'unchanged' } | { readonly type: 'fetched'; readonly jws: string; readonly etag: string | undefined }>;

/** A directory file given by the operator; undefined when there is none. */
export type ReadDirectoryFile = () => Promise<string | undefined>;

/** The coordinator's CRLs (PEM). @throws AppError `unavailable` */
export type FetchCrl = () => Promise<string>;

/** A log that takes a message and fields; pino fits. */
export type DirectoryLog = { info(fields: object, message: string): void; warn(fields: object, message: string): void };
