/**
 * `vuon evidence`: a sealed file about one household for the person named, and its check, which needs neither database nor key (hồ sơ chứng
 * cứ của một hộ). Making one is logged like every look.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { keptApart } from '../../../core/access/duties.ts';
import { may } from '../../../core/access/may.ts';
import { areaPath } from '../../../core/access/reach.ts';
import { formatVi, dayInVietnam, parseInstant } from '../../../core/kernel/dates.ts';
import { isUuid } from '../../../core/kernel/ids.ts';
import { checkEvidence, type EvidenceFault, type EvidenceReport } from '../../../core/ledger/evidence.ts';
import { keyFileIn, readKey } from '../../../server/access/keys.ts';
import { logLook } from '../../../server/access/read-log.ts';
import type { Tx } from '../../../server/http/transaction.ts';
import { certificateSealFrom } from '../../../server/ledger/certificate-seal.ts';
import { blindOf } from '../../../server/interview/blind.ts';
import { EVIDENCE_TOOLS, makeEvidence } from '../../../server/ledger/evidence.ts';
import { readRoots, rootsFileIn } from '../../../server/ledger/root.ts';
import { sqlOfKysely } from '../../../server/ledger/sql.ts';
import { readOwnTies } from '../../../server/register/ties.ts';
import { toolText } from '../../../words/tool.ts';
import { EXIT, type ExitCode, print, readArgs, say, sentence, stop, STORE_OPTIONS } from '../command.ts';
import { actingPerson, type ActingPerson, asPerson } from '../parts/actor.ts';
import { now, today } from '../parts/clock.ts';
import { installationOrStop } from '../parts/installation.ts';
import { type Store, withStore } from '../parts/store.ts';

const OPTIONS = {
  ...STORE_OPTIONS,
  as: { type: 'string' },
  purpose: { type: 'string' },
  out: { type: 'string' },
  check: { type: 'string' },
  'public-key': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, OPTIONS);
  if (values.check !== undefined) return check(values.check, { json: values.json, key: values['public-key'] ?? null });
  const need = (value: string | undefined, option: string): string => value ?? stop(EXIT.usage, 'usage.missing', { option });
  const wish = {
    household: need(positionals[0], 'MÃ_HỘ'),
    username: need(values.as, '--as'),
    purpose: need(values.purpose, '--purpose'),
    out: need(values.out, '--out'),
  };
  if (existsSync(wish.out)) stop(EXIT.usage, 'evidence.exists', { file: wish.out });
  return withStore(values.data, (store) => make(store, wish));
}

interface Wish {
  readonly household: string;
  readonly username: string;
  readonly purpose: string;
  readonly out: string;
}

async function make(store: Store, wish: Wish): Promise<ExitCode> {
  await installationOrStop(store.db);
  const person = await actingPerson(store.db, wish.username);
  const { seal, publicKey } = certificateSealFrom(readKey(keyFileIn(store.folder)));
  const roots = await readRoots(rootsFileIn(store.folder));
  const text = await asPerson(store.db, person, async (tx) => {
    const { householdId, hamletId } = await findOne(tx, wish.household);
    await mayOrStop(tx, person, { householdId, hamletId, username: wish.username });
    const look = { kind: 'export', householdId, hamletId, purpose: 'evidence', rows: 1 } as const;
    await logLook({ tx, actor: person.who.actor, now: now() }, look);
    const made = { householdId, madeAt: now(), madeBy: wish.username, purpose: wish.purpose, seal, roots };
    return (await makeEvidence(sqlOfKysely(tx), made)) ?? stop(EXIT.trouble, 'evidence.nothing', { household: wish.household });
  });
  writeFileSync(wish.out, text, { mode: 0o600, flag: 'wx' });
  const { events, chained } = checkEvidence(text, EVIDENCE_TOOLS);
  say(sentence('evidence.written', { file: wish.out, events, chained, key: publicKey }));
  return EXIT.ok;
}

async function findOne(tx: Tx, wanted: string): Promise<{ householdId: string; hamletId: string }> {
  const id = isUuid(wanted.toLowerCase()) ? wanted.toLowerCase() : null;
  const { rows } = await sql<{ householdId: string; hamletId: string }>`
    select household_id as "householdId", hamlet_id as "hamletId" from household
     where household_id = ${id}::uuid or (${id}::uuid is null and lower(code) = ${wanted.toLowerCase()})`.execute(tx);
  const [row, ...more] = rows;
  if (row === undefined) stop(EXIT.trouble, 'evidence.nothing', { household: wanted });
  return more.length > 0 ? stop(EXIT.usage, 'evidence.several', { household: wanted }) : row;
}

async function mayOrStop(
  tx: Tx,
  { who, tree }: ActingPerson,
  { householdId, hamletId, username }: { readonly householdId: string; readonly hamletId: string; readonly username: string },
): Promise<void> {
  const at = { areaPath: areaPath(tree, hamletId, today()), date: today() };
  const tie = (await readOwnTies(tx, who.actor.accountId)).get(householdId) ?? null;
  if (!may(who.actor, 'make-evidence', at).allowed || keptApart('make-evidence', tie) !== null)
    stop(EXIT.trouble, 'evidence.not-allowed', { username });
  if ((await blindOf({ tx, actor: who.actor })).has(householdId)) stop(EXIT.trouble, 'evidence.back-check', { username });
}

/** No database, no key of ours, no line. */
function check(file: string, { json, key }: { readonly json: boolean; readonly key: string | null }): ExitCode {
  if (!existsSync(file)) stop(EXIT.trouble, 'file-not-found', { file });
  const report = checkEvidence(readFileSync(file, 'utf8'), EVIDENCE_TOOLS);
  const sameKey = key === null ? null : key === report.publicKey;
  print(json ? JSON.stringify({ ...report, sameKey }) : asText(report, sameKey));
  return report.faults.length > 0 || sameKey === false ? EXIT.findings : EXIT.ok;
}

function asText({ statement, publicKey, events, chained, erased, faults }: EvidenceReport, sameKey: boolean | null): string {
  const lines: string[] = [];
  if (statement !== null) {
    const { householdId, province, madeBy, madeAt, purpose, demonstration } = statement;
    const made = parseInstant(madeAt);
    const day = made.ok ? formatVi(dayInVietnam(made.value)) : madeAt;
    lines.push(toolText('vi', 'evidence.head', { household: householdId, province, by: madeBy, day, purpose }));
    if (demonstration) lines.push(toolText('vi', 'evidence.demonstration'));
    lines.push(toolText('vi', 'evidence.chain', { events, chained, erased }));
  }
  for (const fault of faults) lines.push(`✖ ${toolText('vi', `evidence.fault.${fault.code}`)} ${placeOf(fault)}`.trimEnd());
  if (sameKey === false) lines.push(`✖ ${toolText('vi', 'evidence.other-key')}`);
  lines.push(toolText('vi', faults.length === 0 ? 'evidence.sound' : 'evidence.unsound', { faults: faults.length }));
  if (publicKey !== null && sameKey !== true) lines.push(toolText('vi', 'evidence.key', { key: publicKey }));
  return lines.join('\n');
}

function placeOf({ code: _code, ...place }: EvidenceFault): string {
  return Object.entries(place)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(' ');
}
