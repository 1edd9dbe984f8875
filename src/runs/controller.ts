import type { RunId } from '../domain/ids.ts';
import type { ModelProfile } from '../domain/plan/model.ts';
import type { Plan, Run } from '../domain/plan/plan.ts';
import { countTrials } from '../domain/plan/trials.ts';
import { execute } from './engine.ts';
import type { EnginePorts, Exclusively, RunStore } from './ports.ts';
import type { RunEvent } from './run-context.ts';

export interface ControllerPorts extends EnginePorts {
  readonly runs: RunStore;
  readonly exclusively: Exclusively;
  readonly newRunId: () => RunId;
  /** What keeps a model from being asked now, in a sentence (a key that is missing, a data set that is private), or null. */
  readonly obstacle: (model: ModelProfile, plan: Plan) => Promise<string | null>;
  /** Told of everything that is not in storage: rate limits, an engine that broke. */
  readonly onEvent: (run: RunId, event: RunEvent) => void;
}

interface Execution {
  readonly stop: AbortController;
  readonly drain: AbortController;
  readonly ended: Promise<void>;
}

/** Starts, pauses, resumes and cancels runs. What state they are in stands in storage; here is only what executes now. */
export class RunController {
  readonly #ports: ControllerPorts;
  readonly #executions = new Map<RunId, Execution>();
  /** Of these, the ones that do not wait for another tab to let go of them. */
  readonly #underWay = new Set<RunId>();

  constructor(ports: ControllerPorts) {
    this.#ports = ports;
  }

  /** Runs under way in this tab. */
  get executing(): ReadonlySet<RunId> {
    return new Set(this.#executions.keys());
  }

  /** Stores a run of the plan and starts it. The plan must be stored already. */
  async start(plan: Plan): Promise<RunId> {
    const { newRunId, clock, runs } = this.#ports;
    const now = clock.now();
    const run: Run = {
      id: newRunId(),
      plan: plan.id,
      name: plan.name,
      state: 'running',
      createdAt: now,
      updatedAt: now,
      trialCount: countTrials(plan),
    };
    await runs.put(run);
    this.#launch(run.id, false);
    return run.id;
  }

  /** Goes on with a paused or cancelled run; `retryFailed` asks its failed trials again. */
  async resume(id: RunId, { retryFailed }: { readonly retryFailed: boolean }): Promise<void> {
    await this.#executions.get(id)?.ended;
    await this.#setState(id, 'running');
    this.#launch(id, retryFailed);
  }

  /** Finishes the calls under way and makes no more. */
  async pause(id: RunId): Promise<void> {
    const execution = this.#executions.get(id);
    // Storing it is also how this tab tells another that executes the run (see `obey`).
    await this.#setState(id, 'paused');
    execution?.drain.abort();
    await execution?.ended;
  }

  /** Gives up the calls under way; what is answered stays. */
  async cancel(id: RunId): Promise<void> {
    const execution = this.#executions.get(id);
    await this.#setState(id, 'cancelled');
    execution?.stop.abort(new DOMException('The run was cancelled', 'AbortError'));
    await execution?.ended;
  }

  /** Follows what another tab did: `stored` are the runs as they stand in storage now. */
  obey(stored: readonly Run[]): void {
    for (const { id, state } of stored) {
      const execution = this.#executions.get(id);
      if (state === 'paused') execution?.drain.abort();
      if (state === 'cancelled')
        execution?.stop.abort(new DOMException('The run was cancelled', 'AbortError'));
    }
  }

  /**
   * Something may keep models from being asked from now on (a data set was deleted, or is private): what runs in this tab
   * and may not go on finishes the calls under way, and pauses.
   */
  async recheck(): Promise<void> {
    const { runs } = this.#ports;
    for (const id of this.#underWay) {
      const run = await runs.get(id);
      const plan = run?.state === 'running' ? await runs.plan(run.plan) : null;
      const obstacles = plan && (await this.#obstacles(plan));
      // It may have come to its end while the obstacles were looked for.
      if (!obstacles || (await runs.get(id))?.state !== 'running') continue;
      await this.#setState(id, 'paused', obstacles);
      this.#executions.get(id)?.drain.abort();
    }
  }

  /** Takes up every run that stood at `running` when the last tab closed. */
  async resumeInterrupted(): Promise<void> {
    for (const run of await this.#ports.runs.inState('running')) this.#launch(run.id, false);
  }

  #launch(id: RunId, retryFailed: boolean): void {
    if (this.#executions.has(id)) return;
    const stop = new AbortController();
    const drain = new AbortController();
    const work = () => this.#execute(id, retryFailed, stop.signal, drain.signal);
    const ended = this.#ports
      .exclusively(`reading-room-run-${id}`, stop.signal, work)
      .catch((error: unknown) => this.#broke(id, error, stop.signal))
      .finally(() => {
        this.#executions.delete(id);
        this.#underWay.delete(id);
      });
    this.#executions.set(id, { stop, drain, ended });
  }

  async #execute(id: RunId, retryFailed: boolean, signal: AbortSignal, drain: AbortSignal): Promise<void> {
    const { runs, onEvent } = this.#ports;
    // Waiting for another tab's lock may have taken long: the run may be done by now.
    const run = await runs.get(id);
    if (run?.state !== 'running') return;
    const plan = await runs.plan(run.plan);
    if (!plan) throw new Error(`The plan of the run ${run.name} is missing.`);
    // Before the obstacles are asked for: what changes while they are is noticed.
    this.#underWay.add(id);
    const obstacles = await this.#obstacles(plan);
    if (obstacles !== null) return this.#setState(id, 'paused', obstacles);
    const waitingFor: string[] = [];
    for await (const event of execute(id, plan, this.#ports, { retryFailed, signal, drain })) {
      onEvent(id, event);
      if (event.kind === 'halted') waitingFor.push(`${event.model.name}: ${event.failure.sentence}`);
    }
    const now = await runs.get(id);
    if (now?.state !== 'running') return;
    if (waitingFor.length > 0) return this.#setState(id, 'paused', waitingFor.join(' '));
    await this.#setState(id, drain.aborted ? 'paused' : 'finished');
  }

  async #obstacles(plan: Plan): Promise<string | null> {
    const reasons = await Promise.all(plan.models.map((model) => this.#ports.obstacle(model, plan)));
    const obstacles = [...new Set(reasons.filter((reason) => reason !== null))];
    return obstacles.length === 0 ? null : obstacles.join(' ');
  }

  async #broke(id: RunId, error: unknown, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const words = error instanceof Error ? error.message : String(error);
    await this.#setState(id, 'paused', words);
  }

  async #setState(id: RunId, state: Run['state'], waitingFor?: string): Promise<void> {
    const { runs, clock } = this.#ports;
    const run = await runs.get(id);
    if (!run) return;
    const { waitingFor: _before, ...rest } = run;
    const updatedAt = clock.now();
    await runs.put(
      waitingFor === undefined ? { ...rest, state, updatedAt } : { ...rest, state, updatedAt, waitingFor },
    );
  }
}
