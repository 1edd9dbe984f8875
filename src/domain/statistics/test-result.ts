/** A test that cannot be made on these data, and why. */
export interface UndefinedTest {
  readonly kind: 'undefined';
  readonly reason: string;
}

export function undefinedTest(reason: string): UndefinedTest {
  return { kind: 'undefined', reason };
}
