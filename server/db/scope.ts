/**
 * What one transaction may see and touch (phạm vi của giao dịch): told to the database at its start by settings that end with
 * it, so that a pooled connection never carries one actor's reach into another's request. Row security reads them; without
 * them there are no rows. Which reach somebody has is `core/access/reach.ts`.
 */
/** `communes`: the offices' books that the actor reaches; `public` is somebody who has not signed in. */
export interface Scope {
  readonly accountId: string;
  readonly reach: 'all' | { readonly hamlets: readonly string[]; readonly communes: readonly string[] };
  /** `yyyy-mm-dd` in Vietnam. */
  readonly today: string;
}

/**
 * How the database plans the transaction's statements: `auto` may plan a statement anew for each list of ids, `once` keeps one plan for all:
 * for lists so short that planning takes longer than reading.
 */
export type Plans = 'auto' | 'once';

/** Only inside a transaction: the settings are local to it. */
export async function setScope(
  client: { query(text: string, values: unknown[]): Promise<unknown> },
  scope: Scope,
  plans: Plans = 'auto',
): Promise<void> {
  const reach = scope.reach === 'all' ? { hamlets: [], communes: [] } : scope.reach;
  await client.query(
    `select set_config('vuon.account', $1, true), set_config('vuon.reach', $2, true), set_config('vuon.hamlets', $3, true),
            set_config('vuon.communes', $4, true), set_config('vuon.today', $5, true), set_config('plan_cache_mode', $6, true)`,
    [
      ...[scope.accountId, scope.reach === 'all' ? 'all' : '', reach.hamlets.join(','), reach.communes.join(','), scope.today],
      plans === 'once' ? 'force_generic_plan' : 'auto',
    ],
  );
}
