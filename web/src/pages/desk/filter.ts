/** Groups of the desk as the server names them; `open` is where the day starts. */
export const deskFilters = ['open', 'overdue', 'due', 'new', 'answered', 'mine', 'all'] as const;
export type DeskFilter = (typeof deskFilters)[number];
export const isDeskFilter = (text: string): text is DeskFilter => deskFilters.some((filter) => filter === text);
