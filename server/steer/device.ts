/** Directives for the hamlets of a phone (việc được giao gửi xuống máy): those in which its person holds a post of the hamlet. */
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { addDays } from '../../core/kernel/dates.ts';
import type { DeviceDirective } from '../../core/steer/views.ts';
import type { Context } from '../http/route.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { areaName } from '../register/rows.ts';
import { type DirectiveForHamlet, listForHamlets } from './store.ts';

/** So long a phone still shows what is done or withdrawn. */
const DAYS_AFTER = 14;

export async function directivesOf(context: Context, hamletIds: readonly string[]): Promise<readonly DeviceDirective[]> {
  const { tx, tree, today, actor } = context;
  const own = hamletIds.filter((id) => may(actor, 'answer-directive', { areaPath: areaPath(tree, id, today), date: today }).allowed);
  if (own.length === 0) return [];
  const byDirective = new Map<string, DirectiveForHamlet[]>();
  for (const row of await listForHamlets(sqlOfKysely(tx), own, addDays(today, -DAYS_AFTER))) {
    byDirective.set(row.directiveId, [...(byDirective.get(row.directiveId) ?? []), row]);
  }
  return [...byDirective.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const { directiveId, areaId, text, dueOn, sentAt, withdrawnAt, withdrawnWhy } = first;
    return {
      ...{ directiveId, fromName: areaName(context, areaId), dueOn, sentAt },
      // What all are told, and then what each of this person's own hamlets is.
      text: [text, ...new Set(rows.flatMap(({ own: said }) => said?.split('\n') ?? []))].join('\n'),
      withdrawn: withdrawnAt === null ? null : { at: withdrawnAt, why: withdrawnWhy ?? '' },
      hamlets: rows.map(({ hamletId, step }) => ({ hamletId, step })),
    };
  });
}
