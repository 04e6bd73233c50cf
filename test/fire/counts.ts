import pg from 'pg';

export type Place = { readonly nodeId: string; readonly url: string };
export type Counts = { readonly sent: number; readonly stored: number; readonly processed: number; readonly lost: number; readonly doubled: number; readonly outOfOrder: number; readonly outcomesLost: number };

const rows = async <T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: url });
  // The database may be killed at any moment: the query then fails, which is what the caller hears.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
};

const number = async (url: string, text: string): Promise<number> => Number((await rows<{ n: string }>(url, text))[0]?.n ?? 0);

/** What is still on its way at one node: waiting to leave, or stored and not worked on. */
export const openWork = (url: string): Promise<number> => number(url, `select (select count(*) from outbox where state = 'waiting') + (select count(*) from inbox where state in ('stored', 'parked')) as n`);

/** For whoever must find out why something is still open: one line per kind of row. */
export const openInWords = async (url: string): Promise<string[]> => {
  const found = await rows<{ line: string }>(url, `
    select format('%s to %s: %s, heads %s, claimed %s, due %s, reason %s, oldest %s', state, receiver, count(*),
      count(*) filter (where not exists (select 1 from outbox b where b.receiver = o.receiver and b.correlation_id = o.correlation_id and b.sequence < o.sequence and b.state in ('waiting', 'dead'))),
      count(*) filter (where claimed_until > now()), count(*) filter (where coalesce(next_attempt_at, now()) <= now()), coalesce(reason, '-'), min(created_at)) as line
    from outbox o where state in ('waiting', 'dead') group by state, receiver, reason
    union all select format('inbox %s from %s: %s, due %s, reason %s', state, sender, count(*), count(*) filter (where coalesce(next_try_at, now()) <= now()), coalesce(reason, '-')) from inbox where state <> 'processed' group by state, sender, reason
    union all select format('link %s: held %s, told until %s', partner, held_reason, told_until) from exchange_link`);
  return found.map((row) => row.line);
};

export const effectCount = (url: string): Promise<number> => number(url, 'select count(*) as n from effect');

/** Compares what every node sent (its own log, same transaction) with what took effect at the others. */
export const countEverything = async (places: readonly Place[]): Promise<Counts> => {
  const sentIds = new Map<string, string>();
  const effectTimes = new Map<string, number>();
  const answered = new Set<string>();
  let [stored, outOfOrder, doubled] = [0, 0, 0];
  for (const place of places) {
    for (const row of await rows<{ message_id: string; receiver: string }>(place.url, 'select message_id, receiver from sent_log')) sentIds.set(row.message_id, place.nodeId);
    stored += await number(place.url, `select count(*) as n from inbox where event <> 'outcome'`);
    doubled += await number(place.url, `select count(*) as n from (select sender, message_id from effect group by sender, message_id having count(*) > 1) twice`);
    doubled += await number(place.url, `select count(*) as n from (select in_reply_to from effect where event = 'outcome' group by in_reply_to having count(*) > 1) twice`);
    outOfOrder += await number(place.url, `select count(*) as n from (select sequence, lag(sequence) over (partition by sender, correlation_id order by id) as before from effect) pairs where sequence <> coalesce(before, 0) + 1`);
    for (const row of await rows<{ message_id: string; event: string; in_reply_to: string | null }>(place.url, 'select message_id, event, in_reply_to from effect')) {
      if (row.event === 'outcome') answered.add(row.in_reply_to ?? '');
      else effectTimes.set(row.message_id, (effectTimes.get(row.message_id) ?? 0) + 1);
    }
  }
  const lost = [...sentIds.keys()].filter((id) => !effectTimes.has(id)).length;
  const outcomesLost = [...sentIds.keys()].filter((id) => effectTimes.has(id) && !answered.has(id)).length;
  return { sent: sentIds.size, stored, processed: effectTimes.size, lost, doubled, outOfOrder, outcomesLost };
};
