declare module 'rdf-canonize' {
  export function canonize(
    dataset: readonly object[],
    options: { algorithm: 'RDFC-1.0'; format: 'application/n-quads'; maxWorkFactor?: number; signal?: AbortSignal },
  ): Promise<string>;
}
