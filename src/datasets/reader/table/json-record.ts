/** An object of a JSON text, or a row of Parquet: its members by name. */
export type JsonRecord = Readonly<Record<string, unknown>>;
