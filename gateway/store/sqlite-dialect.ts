import {
  CamelCasePlugin,
  CompiledQuery,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
} from "kysely";
import type { DatabaseName, SqlValue } from "./sqlite-protocol.ts";
import type { SqliteThread } from "./sqlite-thread.ts";

/** Kysely over one of the thread's databases; `camelCase` in code is `snake_case` in SQL. */
export function createDatabase<Schema>(
  thread: SqliteThread,
  database: DatabaseName,
): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: createSqliteDialect(createConnection(thread, database)),
    plugins: [new CamelCasePlugin()],
  });
}

/** There is one connection; Kysely lends it to one query or transaction at a time. */
function createSqliteDialect(connection: DatabaseConnection): Dialect {
  const run = async (_: DatabaseConnection, sql: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createDriver: () => ({
      init: () => Promise.resolve(),
      acquireConnection: () => Promise.resolve(connection),
      // A transaction that starts as a reader could fail when it comes to write (sqlite.org/lang_transaction.html).
      beginTransaction: (lent) => run(lent, "begin immediate"),
      commitTransaction: (lent) => run(lent, "commit"),
      rollbackTransaction: (lent) => run(lent, "rollback"),
      releaseConnection: () => Promise.resolve(),
      destroy: () => Promise.resolve(),
    }),
  };
}

function createConnection(thread: SqliteThread, database: DatabaseName): DatabaseConnection {
  return {
    executeQuery: async <Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> => {
      const values = parameters.map(toSqlValue);
      const { rows, changes } = await thread.execute(database, sql, values);
      return { rows: rows as Row[], numAffectedRows: BigInt(changes) };
    },
    streamQuery: () => {
      throw new Error("The store does not stream queries.");
    },
  };
}

function toSqlValue(value: unknown): SqlValue {
  // A Buffer may be a view of a pool, which would be copied to the thread as a whole.
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (value === undefined) return null;
  return value as SqlValue;
}
