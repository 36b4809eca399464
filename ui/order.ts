/** How a table is sorted: by which column, and whether from the largest down. */
export interface Order {
  readonly key: string;
  readonly down: boolean;
}
