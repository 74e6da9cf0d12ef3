/** Tables with a header, as comma-separated values (RFC 4180). */
import { CsvError, parse } from 'csv-parse/sync';
import { BeatwrightError } from '../../words/index.ts';

export interface Row {
  /** The line of the file that the row ends on, from 1. */
  readonly line: number;
  /** Cells by the names of their columns, in lower case. */
  readonly cells: Readonly<Record<string, string>>;
}

/**
 * Reads a table whose first row names the columns. Short and long rows are kept; missing cells are absent.
 * @throws BeatwrightError `corpus-table` if the text is no table.
 */
export function readTable(text: string, name: string): Row[] {
  let records: { info: { lines: number }; record: Record<string, string> }[];
  try {
    records = parse(text, {
      bom: true,
      columns: (header: string[]) => header.map((column) => column.toLowerCase()),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new BeatwrightError('corpus-table', { path: name, why: cause.message }, { cause });
  }
  return records.map(({ info, record }) => ({ line: info.lines, cells: record }));
}
