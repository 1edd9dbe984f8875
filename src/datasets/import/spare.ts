/** Something that takes a while to start, with one kept ready for whoever will need it soon. */
export class Spare<Thing> {
  readonly #start: () => Thing;
  readonly #end: (thing: Thing) => void;
  #ready: Thing | null = null;

  constructor(start: () => Thing, end: (thing: Thing) => void) {
    this.#start = start;
    this.#end = end;
  }

  /** Starts one, where none is ready. The answer ends it, unless it was taken. */
  prepare(): () => void {
    const thing = (this.#ready ??= this.#start());
    return () => {
      if (this.#ready !== thing) return;
      this.#ready = null;
      this.#end(thing);
    };
  }

  /** The one that is ready, or another. Whoever takes it ends it. */
  take(): Thing {
    const thing = this.#ready ?? this.#start();
    this.#ready = null;
    return thing;
  }
}
