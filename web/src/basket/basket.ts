import { useSyncExternalStore } from 'react';
import type { DatasetSummary } from '../../../core/api/datasets.ts';

/** What the basket keeps of a dataset: enough to show it while its country cannot be reached. */
export type BasketItem = Pick<DatasetSummary, 'id' | 'iri' | 'node' | 'country' | 'title' | 'titleLang' | 'accessLevel' | 'holder'>;

const storageKey = 'ehds.basket.1';
const listeners = new Set<() => void>();
let items: readonly BasketItem[] = [];

const isItem = (value: unknown): value is BasketItem => typeof value === 'object' && value !== null && typeof (value as BasketItem).id === 'string' && typeof (value as BasketItem).country === 'string';

const read = (): readonly BasketItem[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isItem) : [];
  } catch {
    return [];
  }
};

const tell = (): void => listeners.forEach((listener) => listener());
const write = (next: readonly BasketItem[]): void => {
  items = next;
  try {
    localStorage.setItem(storageKey, JSON.stringify(next));
  } catch {
    // storage full or off: the basket lasts for this page only
  }
  tell();
};

const toItem = ({ id, iri, node, country, title, titleLang, accessLevel, holder }: DatasetSummary): BasketItem => ({
  id, iri, node, country, title, titleLang, ...(accessLevel === undefined ? {} : { accessLevel }), ...(holder === undefined ? {} : { holder }),
});

export const addToBasket = (dataset: DatasetSummary): void => write([...items.filter((item) => item.id !== dataset.id), toItem(dataset)]);
export const removeFromBasket = (id: string): void => write(items.filter((item) => item.id !== id));
export const putBack = (item: BasketItem): void => write([...items, item]);
export const emptyBasket = (): void => write([]);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  const fromOtherTab = (event: StorageEvent): void => {
    if (event.key !== storageKey) return;
    items = read();
    tell();
  };
  window.addEventListener('storage', fromOtherTab);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', fromOtherTab);
  };
};

let started = false;
const snapshot = (): readonly BasketItem[] => {
  if (!started) {
    started = true;
    items = read();
  }
  return items;
};

/** The basket, kept on this device. */
export const useBasket = (): readonly BasketItem[] => useSyncExternalStore(subscribe, snapshot);

/** Country code → its datasets, countries in the order they were first chosen. */
export const byCountry = (all: readonly BasketItem[]): ReadonlyMap<string, readonly BasketItem[]> => Map.groupBy(all, (item) => item.country);
