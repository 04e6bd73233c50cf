/** What is logged of a defect: name, code, place. The message of a foreign error may quote what it choked on (JSON.parse, a database's
 *  detail, a validator), so it is kept only for the kinds that name our own properties. */
const tellsNoContent = new Set(['TypeError', 'RangeError', 'ReferenceError', 'AppError', 'AssertionError']);

export type Defect = { readonly name: string; readonly code?: string; readonly message?: string; readonly stack?: string; readonly constraint?: string };

export const describeDefect = (thrown: unknown): Defect => {
  if (!(thrown instanceof Error)) return { name: typeof thrown };
  const { code, constraint } = thrown as { code?: unknown; constraint?: unknown };
  return {
    name: thrown.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    ...(tellsNoContent.has(thrown.name) || thrown.name === 'Error' && code === undefined ? { message: thrown.message.slice(0, 200) } : {}),
    stack: (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12).join('\n'),
  };
};
