/**
 * One narrow way to the database for the stores of the ledger (truy vấn): a statement with its parameters. Works inside a Kysely
 * transaction and on a plain connection, so that door, rebuild and restore share their stores.
 */
import { CompiledQuery, type Kysely } from 'kysely';
import type { ClientBase, QueryResultRow } from 'pg';
import { prepare } from '../db/connection.ts';

export interface Sql {
  query<R extends QueryResultRow = QueryResultRow>(text: string, parameters?: readonly unknown[]): Promise<R[]>;
}

export function sqlOfKysely(db: Kysely<unknown>): Sql {
  return {
    async query<R extends QueryResultRow>(text: string, parameters: readonly unknown[] = []): Promise<R[]> {
      const { rows } = await db.executeQuery<R>(CompiledQuery.raw(text, [...parameters]));
      return rows;
    },
  };
}

/** The same with each statement kept prepared on its connection: for the door, whose every batch sends the same ones. */
export function preparedSqlOf(db: Kysely<unknown>): Sql {
  const plain = sqlOfKysely(db);
  return {
    query: (text, parameters = []) => {
      prepare(text);
      return plain.query(text, parameters);
    },
  };
}

export function sqlOfClient(client: Pick<ClientBase, 'query'>): Sql {
  return {
    async query<R extends QueryResultRow>(text: string, parameters: readonly unknown[] = []): Promise<R[]> {
      const { rows } = await client.query<R>(text, [...parameters]);
      return rows;
    },
  };
}
