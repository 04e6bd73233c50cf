/** Group commit: items that arrive while a batch is being written wait for the next one, so that many share one flush to disk. Under light load a
 *  batch holds one item and nothing waits. When a batch fails, its items are tried one by one: one bad item never takes others with it. */
type Waiting<Item, Result> = { readonly item: Item; readonly resolve: (result: Result) => void; readonly reject: (error: unknown) => void };

export const createBatcher = <Item, Result>(options: { maxBatch: number; parallel: number; work: (items: readonly Item[]) => Promise<readonly Result[]> }): ((item: Item) => Promise<Result>) => {
  const waiting: Waiting<Item, Result>[] = [];
  let running = 0;

  const one = async (entry: Waiting<Item, Result>): Promise<void> => {
    try {
      const [result] = await options.work([entry.item]);
      entry.resolve(result as Result);
    } catch (error) {
      entry.reject(error);
    }
  };
  const all = async (batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await options.work(batch.map((entry) => entry.item));
      batch.forEach((entry, index) => entry.resolve(results[index] as Result));
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const entry of batch) await one(entry);
    }
  };
  const turn = (): void => {
    while (running < options.parallel && waiting.length > 0) {
      running++;
      void all(waiting.splice(0, options.maxBatch)).finally(() => {
        running--;
        turn();
      });
    }
  };
  return (item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      turn();
    });
};
