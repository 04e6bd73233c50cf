import { v7 as newId } from 'uuid';
import type { MessageEvent } from '../../../core/exchange.ts';
import type { MessageId } from '../../../core/ids.ts';
import { asId } from '../../../core/ids.ts';
import type { OutboundMessage } from '../../../node/exchange/ports.ts';
import { inTransaction, openDb } from '../../../node/storage/db.ts';
import { newDatabaseUrl } from '../../support/database.ts';
import type { TestConsortium } from '../../support/consortium.ts';
import { testConsortium } from '../../support/consortium.ts';
import { createEffectTable, recordingHandlers, someContent } from './effects.ts';
import type { ExchangeNode, ExchangeNodeOptions } from './exchange-node.ts';
import { startExchangeNode } from './exchange-node.ts';

export type NodeChanges = Partial<Omit<ExchangeNodeOptions, 'nodeId' | 'keysDir' | 'directoryFile' | 'directoryKeysFile'>>;

/** Starts one node of a consortium; a second start with the same database is a restart. */
export const startNode = async (consortium: TestConsortium, nodeId: string, changes: NodeChanges = {}): Promise<ExchangeNode> => {
  const databaseUrl = changes.databaseUrl ?? (await newDatabaseUrl());
  const early = openDb({ connectionString: databaseUrl, max: 1, onError: () => undefined });
  await createEffectTable(early.db);
  await early.close();
  return startExchangeNode({
    nodeId, keysDir: consortium.keysDir(nodeId), directoryFile: consortium.directoryFile, directoryKeysFile: consortium.directoryKeysFile, port: consortium.ports(nodeId).partner,
    handlers: () => recordingHandlers(), ...changes, databaseUrl,
  });
};

export const send = async (node: ExchangeNode, message: Partial<Omit<OutboundMessage, 'to'>> & { to: string }): Promise<MessageId> => {
  const id = await inTransaction(node.storage.db, (tx) =>
    node.exchange.outbox.add(tx, { event: 'leg-submit' as MessageEvent, correlationId: newId(), content: someContent(), ...message, to: asId(message.to) }),
  );
  node.exchange.wake();
  return id;
};

export { testConsortium };
