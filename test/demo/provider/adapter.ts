// Where the provider keeps sessions, grants and codes: in memory. A restart of the demo asks everybody to sign in again, as a
// provider that lost its cache would; the nodes' own sessions go on.
type Payload = Record<string, unknown> & { uid?: string; grantId?: string; consumed?: number };
type Kept = { readonly payload: Payload; readonly until: number };

const rows = new Map<string, Kept>();

// Enough for any demo; the oldest go first, so that memory stays bounded.
const mostRows = 20_000;

const read = (key: string): Payload | undefined => {
  const kept = rows.get(key);
  if (kept === undefined) return undefined;
  if (kept.until > Date.now()) return kept.payload;
  rows.delete(key);
  return undefined;
};

export class MemoryAdapter {
  readonly #model: string;
  constructor(model: string) {
    this.#model = model;
  }
  async upsert(id: string, payload: Payload, expiresInSeconds?: number): Promise<void> {
    rows.set(`${this.#model}:${id}`, { payload, until: expiresInSeconds === undefined ? Infinity : Date.now() + expiresInSeconds * 1000 });
    const oldest = rows.keys().next().value;
    if (rows.size > mostRows && oldest !== undefined) rows.delete(oldest);
  }
  async find(id: string): Promise<Payload | undefined> {
    return read(`${this.#model}:${id}`);
  }
  async findByUid(uid: string): Promise<Payload | undefined> {
    for (const [key, kept] of rows) if (key.startsWith(`${this.#model}:`) && kept.payload.uid === uid) return read(key);
    return undefined;
  }
  /** Device flow is off. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }
  async consume(id: string): Promise<void> {
    const payload = read(`${this.#model}:${id}`);
    if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
  }
  async destroy(id: string): Promise<void> {
    rows.delete(`${this.#model}:${id}`);
  }
  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, kept] of rows) if (kept.payload.grantId === grantId) rows.delete(key);
  }
}
