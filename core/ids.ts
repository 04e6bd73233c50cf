/** Branded strings: a `LegId` cannot be passed where a `MessageId` is asked for. */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** `FR`, `FI`, `EU-ECDC`; compared whole, never by prefix or suffix (exchange.md §2.1). */
export type NodeId = Branded<'NodeId'>;
/** UUID v7 of the home node, or the official platform's id; the correlation id of the exchange. */
export type ApplicationId = Branded<'ApplicationId'>;
/** `<application id>/<node id>` (applications.md §2.1). */
export type LegId = Branded<'LegId'>;
/** UUID v7, minted once; a retry carries the same (exchange.md §3). */
export type MessageId = Branded<'MessageId'>;
/** UUID v7 of a catalogue record of this node (catalogue.md §5.1). */
export type RecordId = Branded<'RecordId'>;
/** `sub` of the identity provider, prefixed by nothing: unique per issuer. */
export type PersonId = Branded<'PersonId'>;

export const nodeIdPattern = /^[A-Z]{2}(-[A-Z0-9]{2,16})?$/;
export const isNodeId = (text: string): text is NodeId => nodeIdPattern.test(text);

/** Casts text that was checked elsewhere (database row, validated body). */
export const asId = <Id extends string>(text: string): Id => text as Id;

export const legIdOf = (application: ApplicationId, node: NodeId): LegId => `${application}/${node}` as LegId;
