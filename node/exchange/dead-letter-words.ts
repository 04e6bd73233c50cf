/** Reason of a dead letter in words, and what would help; codes are those of exchange.md §3.2 and of the delivery policy. */
type Words = { readonly why: string; readonly help: string };

const table: Readonly<Record<string, Words>> = {
  expired: { why: 'It was not delivered before its notAfter.', help: 'Sending again cannot help: the partner would refuse it. The sender of the application must issue it anew.' },
  'id-reused': { why: 'The partner holds another message under this id.', help: 'Tell the security officer: either this node was restored wrongly, or someone forged a message. Compare the evidence of both sides.' },
  malformed: { why: 'The partner could not read the message, or it came from its future.', help: 'The last answer says which. A clock: compare both nodes with a time server (the link test measures the difference), then send again. Otherwise the versions of the two nodes may not fit: ask the partner, then send again after an update.' },
  'too-deep': { why: 'The content nests deeper than the partner allows.', help: 'A defect of the sending part: report it with the message id.' },
  'too-large': { why: 'The message is larger than the partner takes.', help: 'Split the attachments; the applicant must send smaller files.' },
  'wrong-destination': { why: 'The partner says the message is addressed to another node.', help: 'The directory lists a wrong gateway for this partner: ask the coordinator, then send again.' },
  'sender-mismatch': { why: 'The partner takes this node for another one.', help: 'Certificate and NODE_ID do not belong together, or the directory lists a wrong thumbprint: check them, then send again.' },
  'bad-signature': { why: 'The partner says the signature does not hold.', help: 'Something between the nodes changed the message, or the signing key was replaced without the directory. Check both, then send again.' },
  'unknown-key': { why: 'The partner finds no such signing key of this node in the directory.', help: 'The coordinator must publish the key, and the partner must read the directory; then send again.' },
  'unsupported-event': { why: 'The partner does not know this kind of message.', help: 'Wait for its update; its directory entry tells which events it supports.' },
  'unsupported-version': { why: 'The partner speaks another version of the protocol.', help: 'One of the two nodes must be updated.' },
  'redirect-refused': { why: 'The partner answered with a redirect, which is never followed.', help: 'Its gateway is misconfigured, or the address in the directory is wrong.' },
};

const status = (reason: string): Words | undefined => {
  const code = /^http-(\d{3})$/.exec(reason)?.[1];
  return code === undefined ? undefined : { why: `The partner answered HTTP ${code} without one of the protocol's codes.`, help: 'Something in front of the partner answers in its place: a proxy, or another program. Run the link test, then send again.' };
};

export const wordsFor = (reason: string): Words => table[reason] ?? status(reason) ?? { why: `It could not be delivered (${reason}).`, help: 'Run the link test for this partner, then send again.' };
