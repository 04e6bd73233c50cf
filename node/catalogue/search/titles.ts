/** The titles of all records, folded (case and accents), as bytes in one place: for the order by title and for words that stand next to each other in one. Main title first,
 *  then the others, each ended by a line feed. */
export class Titles {
  private bytes = new Uint8Array(4096);
  private starts = new Float64Array(64);
  private ends = new Float64Array(64);
  /** The first six bytes of the main title as one number: most orders are decided by them. */
  private heads = new Float64Array(64);
  private end = 0;
  private garbage = 0;

  reserve(size: number): void {
    if (size <= this.starts.length) return;
    this.starts = wider(this.starts, size);
    this.ends = wider(this.ends, size);
    this.heads = wider(this.heads, size);
  }

  put(doc: number, titles: readonly string[]): void {
    if (doc >= this.starts.length) this.reserve(Math.max(doc + 1, Math.ceil(this.starts.length * 1.5)));
    this.garbage += this.ends[doc]! - this.starts[doc]!;
    const text = Buffer.from(titles.length === 0 ? '' : `${[...new Set(titles.map(oneLine))].join('\n')}\n`);
    if (this.end + text.length > this.bytes.length) {
      const more = new Uint8Array(Math.max(this.end + text.length, Math.ceil(this.bytes.length * 1.5)));
      more.set(this.bytes);
      this.bytes = more;
    }
    this.bytes.set(text, this.end);
    this.starts[doc] = this.end;
    this.end += text.length;
    this.ends[doc] = this.end;
    this.heads[doc] = headOf(text);
    if (this.garbage > 1_000_000 && this.garbage * 2 > this.end) this.sweep();
  }

  private sweep(): void {
    const kept = new Uint8Array(this.bytes.length);
    let end = 0;
    for (let doc = 0; doc < this.starts.length; doc += 1) {
      const text = this.bytes.subarray(this.starts[doc]!, this.ends[doc]!);
      kept.set(text, end);
      this.starts[doc] = end;
      end += text.length;
      this.ends[doc] = end;
    }
    this.bytes = kept;
    this.end = end;
    this.garbage = 0;
  }

  /** The order of two records by their main titles: negative when the left one comes first. */
  compare(left: number, right: number): number {
    const { bytes, heads } = this;
    if (heads[left] !== heads[right]) return (heads[left] ?? 0) - (heads[right] ?? 0);
    let l = this.starts[left] ?? 0;
    let r = this.starts[right] ?? 0;
    const lEnd = this.ends[left] ?? 0;
    const rEnd = this.ends[right] ?? 0;
    for (; l < lEnd && r < rEnd; l += 1, r += 1) {
      const difference = bytes[l]! - bytes[r]!;
      if (difference !== 0) return difference;
      if (bytes[l] === lineFeed) return 0;
    }
    return (l < lEnd ? 1 : 0) - (r < rEnd ? 1 : 0);
  }

  /** Whether one title of the record holds the text as whole words, or a word that begins so.
   *  @param text folded, as bytes */
  hold(doc: number, text: Uint8Array, only: 'whole' | 'beginning' = 'whole'): boolean {
    const { bytes } = this;
    const first = text[0];
    const start = this.starts[doc] ?? 0;
    const last = (this.ends[doc] ?? 0) - text.length;
    for (let at = start; at < last; at += 1) {
      if (bytes[at] !== first) continue;
      if (at > start && isWordByte(bytes[at - 1]!)) continue;
      if (only === 'whole' && isWordByte(bytes[at + text.length]!)) continue;
      let same = 1;
      while (same < text.length && bytes[at + same] === text[same]) same += 1;
      if (same === text.length) return true;
    }
    return false;
  }
}

const lineFeed = 10;
const headOf = (text: Uint8Array): number => {
  let head = 0;
  let ended = false;
  for (let at = 0; at < 6; at += 1) {
    ended ||= at >= text.length || text[at] === lineFeed;
    head = head * 256 + (ended ? 0 : text[at]!);
  }
  return head;
};
const oneLine = (title: string): string => title.replaceAll('\n', ' ');
// letters and digits, and every byte of a character outside ASCII: those that are left after folding are mostly letters
const isWordByte = (byte: number): boolean => byte >= 128 || (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57);

const wider = (array: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> => {
  const more = new Float64Array(size);
  more.set(array);
  return more;
};
