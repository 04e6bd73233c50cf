import type { Registry } from 'prom-client';
import { Counter, Gauge, Histogram } from 'prom-client';

/** Numbers of the exchange for Prometheus; labels are node ids and stable codes, never message or application ids. */
export const createExchangeMetrics = (registry: Registry) => {
  const registers = [registry];
  return {
    received: new Counter({ name: 'ehds_exchange_received_total', help: 'messages answered 202, by sender and whether they were new', labelNames: ['partner', 'outcome'] as const, registers }),
    refused: new Counter({ name: 'ehds_exchange_refused_total', help: 'messages refused by the guard chain', labelNames: ['partner', 'code'] as const, registers }),
    processed: new Counter({ name: 'ehds_exchange_processed_total', help: 'inbound messages worked on', labelNames: ['partner', 'event', 'result'] as const, registers }),
    attempts: new Counter({ name: 'ehds_exchange_attempts_total', help: 'delivery attempts', labelNames: ['partner', 'outcome'] as const, registers }),
    attemptSeconds: new Histogram({ name: 'ehds_exchange_attempt_seconds', help: 'duration of a delivery attempt', labelNames: ['partner'] as const, buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30], registers }),
    dead: new Counter({ name: 'ehds_exchange_dead_total', help: 'messages that became dead letters', labelNames: ['partner', 'reason'] as const, registers }),
    waiting: new Gauge({ name: 'ehds_exchange_waiting', help: 'messages that wait for a partner', labelNames: ['partner'] as const, registers }),
    oldestWaitingSeconds: new Gauge({ name: 'ehds_exchange_oldest_waiting_seconds', help: 'age of the oldest message that waits', labelNames: ['partner'] as const, registers }),
    linkOpen: new Gauge({ name: 'ehds_exchange_link_open', help: '1 when messages may go to the partner', labelNames: ['partner'] as const, registers }),
    quarantined: new Gauge({ name: 'ehds_exchange_quarantined', help: 'inbound messages a handler keeps failing on', registers }),
  };
};

export type ExchangeMetrics = ReturnType<typeof createExchangeMetrics>;
