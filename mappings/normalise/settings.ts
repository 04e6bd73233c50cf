import type { AccessLevel } from '../../core/catalogue/record.ts';

/** What a source's settings say about reading it (catalogue.md §3.2). Everything is off unless given: nothing is guessed. */
export type NormaliseSettings = {
  /** Replace IRIs whose meaning was only seen in one catalogue (§2.2, "source"). */
  readonly sourceAliases?: boolean;
  /** Values written where the description has none; each is listed as a change. */
  readonly defaults?: {
    readonly accessLevel?: AccessLevel;
    readonly legislation?: readonly string[];
    readonly themeHealth?: boolean;
    readonly hdab?: AgentDefault;
    readonly publisher?: AgentDefault;
  };
};

export type AgentDefault = { readonly iri: string; readonly name: string; readonly lang?: string; readonly email?: string; readonly page?: string };

/** One rewrite, listed with the record so that a holder sees what became of the source. */
export type Change = {
  readonly step: 'namespace' | 'property' | 'class' | 'alias' | 'up-convert' | 'repair' | 'placeholder' | 'default';
  readonly focus: string;
  /** CURIE of the property. */
  readonly path: string;
  readonly from: string;
  readonly to: string;
  readonly sure: 'certain' | 'likely' | 'source';
};
