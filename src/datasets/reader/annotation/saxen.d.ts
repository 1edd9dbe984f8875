/** What we use of saxen, which comes without types. */
declare module 'saxen' {
  type Context = () => { readonly line: number; readonly column: number };

  export class Parser {
    on(event: 'openTag', handle: (name: string, attributes: () => Record<string, string>) => void): this;
    on(event: 'closeTag', handle: (name: string) => void): this;
    on(event: 'text' | 'cdata', handle: (value: string) => void): this;
    on(event: 'error' | 'warn', handle: (error: Error, context: Context) => void): this;
    parse(xml: string): void;
    stop(): void;
  }
}
