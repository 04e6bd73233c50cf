import type { LangText } from '../../core/languages.ts';
import type { NodeId } from '../../core/ids.ts';

/** A partner as the catalogue needs it; node/wiring/catalogue.ts takes it from the directory. */
export type CataloguePartner = { readonly nodeId: NodeId; readonly name: LangText; readonly country: string; readonly portal: string; readonly active: boolean };

export type PartnerAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };

/** What the catalogue needs from elsewhere. */
export type CataloguePorts = {
  readonly partners: () => readonly CataloguePartner[];
  /** GET from a partner's gateway over mutual TLS, bounded in time and size. @throws AppError `unavailable` */
  readonly getFromPartner: (to: NodeId, path: string, headers: Readonly<Record<string, string>>) => Promise<PartnerAnswer>;
};
