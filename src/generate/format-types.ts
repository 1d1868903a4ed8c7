/** The types of texts and integers with known formats. */
export interface TypeOptions {
  /** The type of dates and times in a program; `string` leaves them as texts. */
  readonly dates: 'string' | 'date' | 'temporal';
  /** Whether each format has its own type, so that a `uuid` is no `email`. */
  readonly brands: boolean;
  /** The type of integers of 64 bits in a program; `number` by default. */
  readonly int64?: 'number' | 'bigint';
}

export const plainTypes: TypeOptions = { dates: 'string', brands: false };

export interface FormatType {
  readonly type: string;
  /** The names that it takes from `specwright/client`. */
  readonly imports: readonly string[];
}

/**
 * The type for a `format`; `undefined` for a plain `string` or `number`. A `Date` is an instant, so
 * a day without a time stays a string, or becomes a `Temporal.PlainDate`.
 */
export function formatTypes(
  options: TypeOptions,
): (type: 'string' | 'integer', format: string) => FormatType | undefined {
  return (type, format) => {
    if (type === 'integer') {
      const isGreat = integerFormats(options).includes(format);
      return isGreat ? { type: 'bigint', imports: [] } : undefined;
    }
    if (format === 'binary') return { type: 'Binary', imports: ['Binary'] };
    const date = dateType(format, options);
    if (date !== undefined) return { type: date, imports: [] };
    if (!options.brands) return undefined;
    return { type: `Branded<${JSON.stringify(format)}>`, imports: ['Branded'] };
  };
}

function dateType(format: string, { dates }: TypeOptions): string | undefined {
  if (dates === 'string') return undefined;
  if (dates === 'date') return format === 'date-time' ? 'Date' : undefined;
  return Object.hasOwn(temporal, format) ? temporal[format] : undefined;
}

/** The formats whose texts are converted in a program. */
export function dateFormats({ dates }: TypeOptions): readonly string[] {
  if (dates === 'string') return [];
  return dates === 'date' ? ['date-time'] : Object.keys(temporal);
}

/** The formats of integers that are `bigint`s in a program. */
export function integerFormats({ int64 }: TypeOptions): readonly string[] {
  return int64 === 'bigint' ? ['int64', 'uint64'] : [];
}

/** The types of these texts in a program. */
export function dateTypes(options: TypeOptions): readonly string[] {
  return dateFormats(options).map((format) => dateType(format, options)!);
}

const temporal: Readonly<Record<string, string>> = {
  'date-time': 'Temporal.Instant',
  date: 'Temporal.PlainDate',
  duration: 'Temporal.Duration',
};
