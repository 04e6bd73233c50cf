const quote = 0x22;
const backslash = 0x5c;

/** Whether JSON text nests deeper than `limit`, found by counting brackets outside strings, so that a hostile body is refused before it is parsed.
 *  Says nothing about well-formedness. Linear, allocates nothing. */
export const nestsDeeperThan = (bytes: Uint8Array, limit: number): boolean => {
  let depth = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) at = endOfString(bytes, at);
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > limit) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return false;
};

/** Position of the closing quote; long strings are crossed with the engine's own search. */
const endOfString = (bytes: Uint8Array, open: number): number => {
  let end = bytes.indexOf(quote, open + 1);
  while (end !== -1) {
    let slashes = 0;
    while (bytes[end - 1 - slashes] === backslash) slashes++;
    if (slashes % 2 === 0) return end;
    end = bytes.indexOf(quote, end + 1);
  }
  return bytes.length;
};
