/** Values of facets in which most records are alike (country, access level, yes or no): each distinct set of them is one profile, and a record has one. Counting a dozen
 *  facets is then one step per record. */
export class Profiles {
  private readonly known = new Map<string, number>([['', 0]]);
  private readonly sets: Int32Array[] = [new Int32Array(0)];
  private byDoc = new Int32Array(64);

  reserve(size: number): void {
    if (size <= this.byDoc.length) return;
    const wider = new Int32Array(size);
    wider.set(this.byDoc);
    this.byDoc = wider;
  }

  put(doc: number, ids: readonly number[]): void {
    if (doc >= this.byDoc.length) this.reserve(Math.max(doc + 1, Math.ceil(this.byDoc.length * 1.5)));
    const sorted = Int32Array.from(ids).sort();
    const key = sorted.join();
    let profile = this.known.get(key);
    if (profile === undefined) {
      profile = this.sets.push(sorted) - 1;
      this.known.set(key, profile);
    }
    this.byDoc[doc] = profile;
  }

  of(doc: number): Int32Array {
    return this.sets[this.byDoc[doc] ?? 0]!;
  }

  /** Adds `by` to `counts[value]` for every value of every record in the set. */
  tally(docs: Uint32Array, counts: Int32Array, by: 1 | -1): void {
    const { byDoc } = this;
    const found = new Int32Array(this.sets.length);
    for (let block = 0; block < docs.length; block += 1) {
      let word = docs[block]!;
      while (word !== 0) {
        const low = word & -word;
        word ^= low;
        found[byDoc[(block << 5) + 31 - Math.clz32(low)]!]! += 1;
      }
    }
    for (const [profile, ids] of this.sets.entries()) if (found[profile]! > 0) for (const id of ids) counts[id]! += by * found[profile]!;
  }
}
