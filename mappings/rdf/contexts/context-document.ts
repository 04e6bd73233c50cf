export type TermDefinition = string | { readonly '@id'?: string; readonly '@type'?: string; readonly '@container'?: string; readonly '@context'?: Readonly<Record<string, unknown>> };
export type JsonLdContextDocument = { readonly '@context': Readonly<Record<string, TermDefinition>> };
