/**
 * One narrow way to the database for the stores of the ledger (truy vấn): a statement with its parameters. Works inside a Kysely
 * transaction and on a plain connection, so that door, rebuild and restore share their stores.
 */
import { CompiledQuery, type Kysely } from 'kysely';
import type { ClientBase, QueryResultRow } from 'pg';
import { AT_ONCE, prepare } from '../db/connection.ts';

export interface Sql {
  query<R extends QueryResultRow = QueryResultRow>(text: string, parameters?: readonly unknown[]): Promise<R[]>;
  /** How `together` sends what was gathered; absent: one after the other. */
  readonly send?: (asked: readonly Asked[]) => Promise<void>;
}

/** A statement that somebody waits for. */
export interface Asked {
  readonly text: string;
  readonly parameters: readonly unknown[];
  readonly done: (rows: never[]) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Statements none of which needs the rows of another, in the order in which `work` asks for them: sent in one piece where the connection
 * can, and so carried out one after the other all the same. What a part of the work asks for after an answer goes by itself. The first that
 * fails is thrown.
 */
export async function together<T extends readonly unknown[]>(sql: Sql, work: (sql: Sql) => { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  let asked: Asked[] | null = [];
  const first: { failure?: { readonly error: unknown } } = {};
  const add = (one: Asked): void => {
    const failed = (error: unknown): void => {
      first.failure ??= { error };
      one.failed(error);
    };
    asked?.push({ ...one, failed });
  };
  const gathering: Sql = {
    query: (text, parameters = []) =>
      asked === null ? sql.query(text, parameters) : new Promise((done, failed) => add({ text, parameters, done, failed })),
    // Within another: it gathers already.
    send: (more) => {
      if (asked === null) return sendOver(sql, more);
      more.forEach(add);
      return Promise.resolve();
    },
  };
  const all = work(gathering);
  const gathered = asked;
  asked = null;
  // What follows a failure fails because of it, and may be heard of sooner.
  const [rows] = await Promise.all([Promise.all(all), sendOver(sql, gathered)]).catch((error: unknown) => {
    throw first.failure === undefined ? error : first.failure.error;
  });
  // cast: a promise of each, waited for
  return rows as unknown as T;
}

function sendOver(sql: Sql, asked: readonly Asked[]): Promise<void> {
  return sql.send === undefined || asked.length < 2 ? oneByOne(sql, asked) : sql.send(asked);
}

async function oneByOne(sql: Sql, asked: readonly Asked[]): Promise<void> {
  for (const [i, { text, parameters, done }] of asked.entries()) {
    try {
      done((await sql.query(text, parameters)) as never[]);
    } catch (error) {
      for (const { failed } of asked.slice(i)) failed(error);
      return;
    }
  }
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
    send: async (asked) => {
      for (const { text } of asked) prepare(text);
      const statements = asked.map(({ text, parameters }) => [text, parameters]);
      const { rows } = await db.executeQuery<PromiseSettledResult<{ rows: never[] }>>(CompiledQuery.raw(AT_ONCE, statements));
      for (const [i, ended] of rows.entries())
        if (ended.status === 'fulfilled') asked[i]?.done(ended.value.rows);
        else asked[i]?.failed(ended.reason);
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
