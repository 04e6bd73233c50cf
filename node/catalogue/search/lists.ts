/** A list of numbers per record in one array: its length, then its values. Replaced lists leave garbage that is swept when it is half. */
export class Lists {
  private values = new Int32Array(1024);
  private starts = new Int32Array(64);
  // place 0 holds the empty list that every record has at first
  private end = 1;
  private garbage = 0;

  /** Room for so many records, made at once: growing step by step would copy everything several times. */
  reserve(size: number): void {
    if (size > this.starts.length) this.starts = resized(this.starts, size);
  }

  put(doc: number, list: readonly number[]): void {
    if (doc >= this.starts.length) this.reserve(Math.max(doc + 1, Math.ceil(this.starts.length * 1.5)));
    const before = this.values[this.starts[doc]!]!;
    if (before > 0) this.garbage += before + 1;
    this.starts[doc] = 0;
    if (list.length === 0) return;
    if (this.end + list.length + 1 > this.values.length) this.values = resized(this.values, Math.max(this.end + list.length + 1, Math.ceil(this.values.length * 1.5)));
    this.starts[doc] = this.end;
    this.values[this.end] = list.length;
    this.values.set(list, this.end + 1);
    this.end += list.length + 1;
    if (this.garbage > 100_000 && this.garbage * 2 > this.end) this.sweep();
  }

  private sweep(): void {
    const kept = new Int32Array(this.values.length);
    let end = 1;
    for (let doc = 0; doc < this.starts.length; doc += 1) {
      const start = this.starts[doc]!;
      if (start === 0) continue;
      const length = this.values[start]! + 1;
      kept.set(this.values.subarray(start, start + length), end);
      this.starts[doc] = end;
      end += length;
    }
    this.values = kept;
    this.end = end;
    this.garbage = 0;
  }

  of(doc: number): Int32Array {
    const start = this.starts[doc] ?? 0;
    return this.values.subarray(start + 1, start + 1 + this.values[start]!);
  }

  /** Whether the record's list holds a value. */
  holds(doc: number, value: number): boolean {
    const start = this.starts[doc] ?? 0;
    const end = start + this.values[start]!;
    for (let i = start + 1; i <= end; i += 1) if (this.values[i] === value) return true;
    return false;
  }

  /** Whether the record's list holds a value that is marked with 1. */
  holdsAny(doc: number, marked: Uint8Array): boolean {
    const start = this.starts[doc] ?? 0;
    const end = start + this.values[start]!;
    for (let i = start + 1; i <= end; i += 1) if (marked[this.values[i]!] === 1) return true;
    return false;
  }

  /** Adds `by` to `counts[value]` for every value of every record in the set. The innermost loop of a search: no calls, no objects. */
  tally(docs: Uint32Array, counts: Int32Array, by: 1 | -1): void {
    const { starts, values } = this;
    for (let block = 0; block < docs.length; block += 1) {
      let word = docs[block]!;
      while (word !== 0) {
        const low = word & -word;
        word ^= low;
        const start = starts[(block << 5) + 31 - Math.clz32(low)]!;
        const end = start + values[start]!;
        for (let i = start + 1; i <= end; i += 1) counts[values[i]!]! += by;
      }
    }
  }
}

const resized = (array: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> => {
  const wider = new Int32Array(size);
  wider.set(array);
  return wider;
};
