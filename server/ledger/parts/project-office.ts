/**
 * What the events of offices change in the tables (việc của cơ quan): areas, accounts, rounds, decisions, imports. One statement
 * for each table; used by the door and by rebuild alike.
 */
import type { AnyBody, EventBody } from '../../../core/kinds.ts';
import { firstGate } from '../../../core/meeting/gates.ts';
import type { Sql } from '../sql.ts';
import type { OFFICE_EVENTS } from './decide-office.ts';
import { endDirective, leaveDirectives, putDirective, putStep } from './project-directive.ts';
import { isCertificateSaid, projectCertificate } from './project-certificate.ts';
import { isDrawSaid, projectDraw } from './project-back-check.ts';
import { isFlagSaid, projectFlag } from './project-flag.ts';
import { isWallSaid, projectWall } from './project-posting.ts';
import { isHoldSaid, projectHold } from './project-hold.ts';
import { isIncomeSaid, projectIncome } from './project-income.ts';
import { isRequestSaid, projectRequest } from './project-request.ts';
import { isSealSaid, projectSeal } from './project-seal.ts';

export type OfficeSaid = Extract<AnyBody, { readonly kind: (typeof OFFICE_EVENTS)[number] }>;

export interface OfficeWritten {
  readonly bookId: string;
  readonly eventId: string;
  readonly accountId: string;
  readonly recordedAt: string;
  /** For `installation-created`: marks this database; a restored one carries another. */
  readonly epoch: string;
}

export async function projectOffice(sql: Sql, said: OfficeSaid, at: OfficeWritten): Promise<void> {
  if (isWallSaid(said)) return projectWall(sql, said, at);
  if (isCertificateSaid(said)) return projectCertificate(sql, said, at);
  if (isRequestSaid(said)) return projectRequest(sql, said, at);
  if (isIncomeSaid(said)) return projectIncome(sql, said, at);
  if (isSealSaid(said)) return projectSeal(sql, said, at);
  if (isDrawSaid(said)) return projectDraw(sql, said, at);
  if (isHoldSaid(said)) return projectHold(sql, said, at);
  return isFlagSaid(said) ? projectFlag(sql, said, at) : projectAct(sql, said, at);
}

type Act = Exclude<
  OfficeSaid,
  | Parameters<typeof projectWall>[1]
  | Parameters<typeof projectCertificate>[1]
  | Parameters<typeof projectRequest>[1]
  | Parameters<typeof projectIncome>[1]
  | Parameters<typeof projectFlag>[1]
  | Parameters<typeof projectDraw>[1]
  | Parameters<typeof projectSeal>[1]
  | Parameters<typeof projectHold>[1]
>;

async function projectAct(sql: Sql, said: Act, at: OfficeWritten): Promise<void> {
  switch (said.kind) {
    case 'book-opened':
    case 'sign-in-renewed':
    case 'second-factor-turned':
    case 'meeting-held':
      // Minutes are read from the ledger itself.
      return;
    case 'book-closed':
      return closeBook(sql, said.body.bookId, at.recordedAt);
    case 'installation-created':
      return install(sql, said.body, at);
    case 'areas-loaded':
      return putAreas(sql, said.body);
    case 'hamlets-added':
      return putHamlets(sql, said.body);
    case 'areas-reformed':
      return reformAreas(sql, said.body);
    case 'area-type-set':
      return setAreaType(sql, said.body);
    case 'account-created':
      return putAccount(sql, said.body);
    case 'grant-given':
      return putGrants(sql, said.body.accountId, [said.body]);
    case 'grant-ended':
      return endGrant(sql, said.body);
    case 'account-suspended':
      return setState(sql, said.body.accountId, 'suspended');
    case 'account-resumed':
      return setState(sql, said.body.accountId, 'active');
    case 'sign-in-rule-set':
      return setSignInRule(sql, said.body.secondFactor);
    case 'round-opened':
      return putRound(sql, said.body);
    case 'gate-passed':
      return putGate(sql, said.body, at.recordedAt);
    case 'round-closed':
      return endRound(sql, said.body.roundId, at.recordedAt);
    case 'round-cancelled':
      return cancelRound(sql, said.body, at);
    case 'target-set':
      return putTarget(sql, said.body);
    case 'score-table-set':
      return putTable(sql, said.body, at);
    case 'list-imported':
      return putImport(sql, said.body, at);
    case 'import-undone':
      return endImport(sql, said.body, at.recordedAt);
    case 'list-decided':
      return putDecision(sql, said.body, at);
    case 'decision-withdrawn':
      return endDecision(sql, said.body, at);
    case 'directive-sent':
      return putDirective(sql, said.body, at);
    case 'directive-withdrawn':
      return endDirective(sql, said.body, at);
    case 'directive-noted':
      return putStep(sql, said.body, at);
  }
}

async function closeBook(sql: Sql, bookId: string, closedAt: string): Promise<void> {
  await sql.query('update book set closed_at = $2 where book_id = $1', [bookId, closedAt]);
  await leaveDirectives(sql, bookId);
}

async function install(sql: Sql, body: EventBody<'installation-created'>, at: OfficeWritten): Promise<void> {
  await sql.query(
    `insert into installation (installation_id, epoch, province_id, province_code, province_name, demonstration, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [body.installationId, at.epoch, body.provinceId, body.provinceCode, body.provinceName, body.demonstration, at.recordedAt],
  );
}

async function putAreas(sql: Sql, body: EventBody<'areas-loaded'>): Promise<void> {
  await insertAreas(sql, body.areas);
  await putPeriods(sql, body.periods);
  await sql.query(
    `insert into area_lineage (from_id, to_id, on_date, how)
     select "fromId", "toId", "on", how from json_to_recordset($1::json) as r ("fromId" text, "toId" text, "on" date, how text)
     on conflict (from_id, to_id, on_date) do update set how = excluded.how`,
    [JSON.stringify(body.lineage)],
  );
}

async function insertAreas(sql: Sql, areas: readonly { readonly areaId: string; readonly level: string }[]): Promise<void> {
  await sql.query(
    `insert into area (area_id, level) select "areaId", level from json_to_recordset($1::json) as r ("areaId" text, level text)
     on conflict (area_id) do nothing`,
    [JSON.stringify(areas)],
  );
}

async function putPeriods(sql: Sql, periods: EventBody<'areas-loaded'>['periods']): Promise<void> {
  await sql.query(
    `insert into area_period (area_id, valid_from, valid_to, code, name, kind, area_type, parent_id, synthetic)
     select "areaId", "from", "to", code, name, kind, "areaType", "parentId", synthetic
       from json_to_recordset($1::json) as r ("areaId" text, "from" date, "to" date, code text, name text, kind text,
                                              "areaType" text, "parentId" text, synthetic boolean)
     on conflict (area_id, valid_from) do update
       set valid_to = excluded.valid_to, code = excluded.code, name = excluded.name, kind = excluded.kind,
           area_type = excluded.area_type, parent_id = excluded.parent_id, synthetic = excluded.synthetic`,
    [JSON.stringify(periods)],
  );
}

async function putHamlets(sql: Sql, body: EventBody<'hamlets-added'>): Promise<void> {
  await insertAreas(
    sql,
    body.hamlets.map(({ areaId }) => ({ areaId, level: 'hamlet' })),
  );
  await putPeriods(
    sql,
    body.hamlets.map(({ areaId, name, kind, communeId, from, synthetic }) => ({
      ...{ areaId, name, kind, from, synthetic },
      to: null,
      code: null,
      areaType: null,
      parentId: communeId,
    })),
  );
}

/** Each hamlet's open period ends on the day, and one below its new commune begins. */
async function reformAreas(sql: Sql, { on, hamlets }: EventBody<'areas-reformed'>): Promise<void> {
  await sql.query(
    `with r as (
       select "areaId", "communeId", name, kind
         from json_to_recordset($1::json) as r ("areaId" text, "communeId" text, name text, kind text)
     ), ended as (
       update area_period p set valid_to = $2::date from r where p.area_id = r."areaId" and p.valid_to is null
       returning p.area_id, p.code, p.area_type, p.synthetic
     )
     insert into area_period (area_id, valid_from, valid_to, code, name, kind, area_type, parent_id, synthetic)
     select r."areaId", $2::date, null, e.code, r.name, r.kind, e.area_type, r."communeId", e.synthetic
       from r join ended e on e.area_id = r."areaId"`,
    [JSON.stringify(hamlets), on],
  );
}

/** The period that holds the day ends there, and one like it but for the type begins. */
async function setAreaType(sql: Sql, { areaId, from, areaType }: EventBody<'area-type-set'>): Promise<void> {
  await sql.query(
    `with held as (
       select area_id, valid_from, valid_to, code, name, kind, parent_id, synthetic from area_period
        where area_id = $1 and valid_from < $2::date and (valid_to is null or $2::date < valid_to)
     ), ended as (
       update area_period p set valid_to = $2::date from held h where p.area_id = h.area_id and p.valid_from = h.valid_from
     )
     insert into area_period (area_id, valid_from, valid_to, code, name, kind, area_type, parent_id, synthetic)
     select area_id, $2::date, valid_to, code, name, kind, $3, parent_id, synthetic from held`,
    [areaId, from, areaType],
  );
  await sql.query('update area_period set area_type = $3 where area_id = $1 and valid_from = $2::date', [areaId, from, areaType]);
}

async function putAccount(sql: Sql, body: EventBody<'account-created'>): Promise<void> {
  await sql.query(`insert into account (account_id, username, display_name, state) values ($1, $2, $3, 'active')`, [
    body.accountId,
    body.username,
    body.displayName,
  ]);
  await putGrants(sql, body.accountId, body.grants);
}

type Given = EventBody<'account-created'>['grants'][number] & { readonly delegatedBy?: string | undefined };

async function putGrants(sql: Sql, accountId: string, grants: readonly Given[]): Promise<void> {
  await sql.query(
    `insert into role_grant (account_id, role, area_id, valid_from, valid_to, delegated_by)
     select $1::uuid, role, "areaId", "from", "to", "delegatedBy"
       from json_to_recordset($2::json) as r (role text, "areaId" text, "from" date, "to" date, "delegatedBy" uuid)
     on conflict (account_id, role, area_id, valid_from) do update
       set valid_to = excluded.valid_to, delegated_by = excluded.delegated_by`,
    [accountId, JSON.stringify(grants)],
  );
}

async function endGrant(sql: Sql, { accountId, role, areaId, on }: EventBody<'grant-ended'>): Promise<void> {
  const which = [accountId, role, areaId, on];
  await sql.query('delete from role_grant where account_id = $1 and role = $2 and area_id = $3 and valid_from > $4::date', which);
  await sql.query(
    `update role_grant set valid_to = $4::date
      where account_id = $1 and role = $2 and area_id = $3 and (valid_to is null or valid_to > $4::date)`,
    which,
  );
}

async function setState(sql: Sql, accountId: string, state: 'active' | 'suspended'): Promise<void> {
  await sql.query('update account set state = $2 where account_id = $1', [accountId, state]);
}

async function setSignInRule(sql: Sql, secondFactor: string): Promise<void> {
  await sql.query(
    `insert into sign_in_rule (only_one, second_factor) values (true, $1)
     on conflict (only_one) do update set second_factor = excluded.second_factor`,
    [secondFactor],
  );
}

async function putRound(sql: Sql, { round, communes }: EventBody<'round-opened'>): Promise<void> {
  await sql.query(
    `insert into round (round_id, kind, year, opens_on, closes_on, state, body, nth)
     select $1::uuid, $2::text, $3::int, $4::date, $5::date, 'open', $6::jsonb, 1 + count(r.round_id)
       from (select) one
       left join round r on r.kind = $2::text
        and case when $2::text in ('regular', 'exit') then to_char(r.opens_on, 'YYYY-MM') = to_char($4::date, 'YYYY-MM') else r.year = $3::int end`,
    [round.roundId, round.kind, round.year, round.opensOn, round.closesOn, JSON.stringify(round)],
  );
  await sql.query('insert into round_commune (round_id, commune_id, gate) select $1::uuid, unnest($2::text[]), $3', [
    round.roundId,
    [...new Set(communes)],
    firstGate(round),
  ]);
}

async function putGate(sql: Sql, { roundId, communeId, to }: EventBody<'gate-passed'>, at: string): Promise<void> {
  await sql.query('update round_commune set gate = $3, since = $4 where round_id = $1 and commune_id = $2', [roundId, communeId, to, at]);
}

async function endRound(sql: Sql, roundId: string, closedAt: string): Promise<void> {
  await sql.query(`update round set state = 'closed', closed_at = $2 where round_id = $1`, [roundId, closedAt]);
}

/** The requests on its list wait for an answer again: another round takes them. */
async function cancelRound(sql: Sql, body: EventBody<'round-cancelled'>, { recordedAt, accountId }: OfficeWritten): Promise<void> {
  const { roundId, communeId, reason } = body;
  await sql.query('insert into round_cancelled (round_id, commune_id, reason, at, account_id) values ($1, $2, $3, $4, $5)', [
    ...[roundId, communeId, reason, recordedAt, accountId],
  ]);
  if (communeId !== null) await sql.query('delete from round_commune where round_id = $1 and commune_id = $2', [roundId, communeId]);
  await sql.query(
    `update round r set state = 'closed', cancelled = true, closed_at = $2
      where r.round_id = $1 and ($3::boolean or not exists (select from round_commune c where c.round_id = r.round_id))`,
    [roundId, recordedAt, communeId === null],
  );
  await sql.query(
    `update request set answered_on = null, outcome = null, refusal = null, household_id = null, round_id = null, answer_event = null
      where round_id = $1 and outcome = 'listed' and ($2::text is null or commune_id = $2)`,
    [roundId, communeId],
  );
}

async function putTarget(sql: Sql, { areaId, year, reductionHundredths, document }: EventBody<'target-set'>): Promise<void> {
  await sql.query(
    `insert into target (area_id, year, reduction_hundredths, document) values ($1, $2, $3, $4)
     on conflict (area_id, year) do update set reduction_hundredths = excluded.reduction_hundredths, document = excluded.document`,
    [areaId, year, reductionHundredths, document],
  );
}

async function putTable(sql: Sql, { rulebook, hash, table }: EventBody<'score-table-set'>, at: OfficeWritten): Promise<void> {
  await sql.query(
    `insert into score_table (hash, rulebook, id, version, status, body, at, account_id) values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)`,
    [hash, rulebook, table.id, table.version, table.status, JSON.stringify(table), at.recordedAt, at.accountId],
  );
}

async function putImport(sql: Sql, body: EventBody<'list-imported'>, at: OfficeWritten): Promise<void> {
  const { rows, registered, updated, unchanged, refused } = body;
  await sql.query(
    `insert into import_run (import_id, commune_id, round_id, file_name, file_hash, counts, at, account_id)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)`,
    [
      ...[body.importId, body.communeId, body.roundId, body.fileName, body.fileHash],
      JSON.stringify({ rows, registered, updated, unchanged, refused }),
      at.recordedAt,
      at.accountId,
    ],
  );
}

async function endImport(sql: Sql, { importId, removed, restored, kept }: EventBody<'import-undone'>, at: string): Promise<void> {
  const counts = JSON.stringify({ removed, restored, kept });
  await sql.query('update import_run set undone_at = $2, undone = $3::jsonb where import_id = $1', [importId, at, counts]);
}

async function putDecision(sql: Sql, body: EventBody<'list-decided'>, at: OfficeWritten): Promise<void> {
  const count = (list: string) => body.households.filter((household) => household.list === list).length;
  await sql.query(
    `insert into decision (decision_id, round_id, rulebook, commune_id, number, decided_on, account_id, poor, near_poor,
                           escaped_poverty, escaped_near)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[body.decisionId, body.roundId, body.rulebook, body.communeId, body.number, body.decidedOn, at.accountId],
      ...[count('poor'), count('near-poor'), count('escaped-poverty'), count('escaped-near-poverty')],
    ],
  );
}

async function endDecision(sql: Sql, body: EventBody<'decision-withdrawn'>, { accountId }: OfficeWritten): Promise<void> {
  const { decisionId, withdrawnOn, number, reason, households, elsewhere, certificates } = body;
  await sql.query(
    `update decision set withdrawn_on = $2, withdrawn_number = $3, withdrawn_reason = $4, withdrawn_by = $5, withdrawn_of = $6::jsonb
      where decision_id = $1`,
    [decisionId, withdrawnOn, number, reason, accountId, JSON.stringify({ households, elsewhere, certificates })],
  );
}
