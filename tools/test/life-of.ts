/** What tests of a household's life ask (hỏi về việc của hộ): the answer to one command, its people, its stays. */
import type { Kysely } from 'kysely';
import type pg from 'pg';
import { submit, type Who } from '../../server/ledger/door.ts';
import { CLOCK, HAMLETS, id } from './small-province.ts';

export function lifeOf(app: Kysely<unknown>, ownerPool: pg.Pool, officer: Who) {
  const codeOf = async (sent: unknown, who: Who = officer) => {
    const [answer] = await submit(app, who, [sent], CLOCK);
    return answer?.problem?.code ?? answer?.answer;
  };
  const rows = async (text: string, ...values: unknown[]) => (await ownerPool.query(text, values)).rows;
  const household = (name: string) => id(`household ${name}`);
  const peopleOf = async (name: string) =>
    (await rows('select full_name as name, state from member where household_id = $1 order by ordinal', household(name))).map(
      (row) => `${row.name}: ${row.state}`,
    );
  const staysOf = async (name: string) =>
    (
      await rows(
        'select hamlet_id, people, valid_from, valid_to from residence where household_id = $1 order by valid_from',
        household(name),
      )
    ).map((row) => `${HAMLETS.indexOf(row.hamlet_id)}: ${row.people} from ${row.valid_from} to ${row.valid_to}`);
  return { codeOf, rows, peopleOf, staysOf };
}
