export const runCheck = async (): Promise<number> => 1;
