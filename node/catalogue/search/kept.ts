/** The most recently used entries up to a limit of their weight. */
export class Kept<K, V> {
  private readonly map = new Map<K, { readonly value: V; readonly weight: number }>();
  private weight = 0;
  private readonly most: number;
  constructor(most: number) {
    this.most = most;
  }

  get(key: K): V | undefined {
    const entry = this.map.get(key);
    if (entry === undefined) return undefined;
    this.map.delete(key);
    this.map.set(key, entry);
    return entry.value;
  }

  put(key: K, value: V, weight = 1): void {
    this.delete(key);
    this.map.set(key, { value, weight });
    this.weight += weight;
    for (const oldest of this.map.keys()) {
      if (this.weight <= this.most) return;
      this.delete(oldest);
    }
  }

  delete(key: K): void {
    const entry = this.map.get(key);
    if (entry === undefined) return;
    this.weight -= entry.weight;
    this.map.delete(key);
  }

  clear(): void {
    this.map.clear();
    this.weight = 0;
  }
}
