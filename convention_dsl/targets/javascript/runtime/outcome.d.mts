/** «lines» */
export interface Line {
  /** «kind» */
  readonly kind: "amount" | "reason";
  readonly label: string;
  /** «depth» */
  readonly depth: number;
  readonly value: Decimal | Day | Whole | boolean | string | null;
  readonly text: string | null;
  readonly source: string | null;
  readonly confidence: string | null;
}

export interface Outcome {
  /** «value» */
  readonly value: Value;
  /** «cents» */
  readonly cents?: «whole»;
  /** «text» */
  readonly text: string;
  /** «parts» */
  readonly parts?: readonly { readonly label: string; readonly text: string }[];
  readonly lines: readonly Line[];
}

export interface Problem {
  /** «code» */
  readonly code: string;
  /** «field» */
  readonly field: string;
  readonly message: string;
  readonly text: string;
  readonly kind?: string;
  readonly place?: string;
}

export class ConventionError extends Error {
  readonly code: string;
  readonly field: string;
  /** «place» */
  readonly place: string | null;
  /** «problems» */
  readonly problems: readonly Problem[];
}

/**
 * «clause»
 *
 * «calculate»
 *
 * @example
 * calculate(«example»).value
 */
export function calculate(input: Input, parameters?: Partial<Parameters>): Outcome;

/** «format» */
export function formatAmount(amount: Decimal): string;

/** «compute» */
export function compute(
  columns: Readonly<Record<string, «scalar»>>,
  lists: Readonly<Record<string, readonly object[]>>,
  parameters: Readonly<Record<string, «scalar»>>,
): { values: Record<string, «scalar»>; elements: object };

export interface Parameter<T> {
  readonly value: T;
  readonly label: string;
  readonly source: string | null;
  readonly confidence: string | null;
}

export const PARAMETERS: { readonly [Id in keyof Parameters]: Parameter<Parameters[Id]> };

/** «edition» */
export const EDITION: {
  readonly book: string;
  readonly title: string;
  readonly language: string;
  readonly version: string;
  readonly date: string | null;
  readonly readings: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly sources: readonly string[];
};
