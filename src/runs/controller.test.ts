import { describe, expect, it } from 'vitest';
import { RunController } from './controller.ts';
import type { ControllerPorts } from './controller.ts';
import { modelNamed, planOf, World } from './testing/world.ts';
import { runId } from '../domain/ids.ts';
import type { RunId } from '../domain/ids.ts';
import type { Plan, Run } from '../domain/plan/plan.ts';

/** A controller over a world in memory, with runs and plans in a map. */
function controllerOf(
  world: World,
  plan: Plan,
  obstacle: ControllerPorts['obstacle'] = () => Promise.resolve(null),
  exclusively: ControllerPorts['exclusively'] = (_name, _signal, work) => work(),
) {
  const runs = new Map<RunId, Run>();
  const controller = new RunController({
    ...world.ports,
    runs: {
      get: (id) => Promise.resolve(runs.get(id) ?? null),
      put: (run) => {
        runs.set(run.id, run);
        return Promise.resolve();
      },
      plan: () => Promise.resolve(plan),
      inState: (state) => Promise.resolve([...runs.values()].filter((run) => run.state === state)),
    },
    exclusively,
    newRunId: () => runId('run-1'),
    obstacle,
    onEvent: () => undefined,
  });
  return { controller, runs };
}

const idle = async (controller: RunController): Promise<void> => {
  // Long enough for a machine that does other things besides.
  await expect.poll(() => controller.executing.size, { timeout: 10_000 }).toBe(0);
};

describe('RunController', () => {
  it('runs a plan to its end', async () => {
    const world = new World();
    const { controller, runs } = controllerOf(world, planOf(5, [modelNamed('a')]));
    const id = await controller.start(planOf(5, [modelNamed('a')]));
    await idle(controller);
    expect(runs.get(id)).toMatchObject({ state: 'finished', trialCount: 5 });
    expect(world.stored.size).toBe(5);
  });

  it('pauses with what is under way finished, and resumes to the end', async () => {
    const world = new World();
    const plan = planOf(40, [modelNamed('a', 2)]);
    const { controller, runs } = controllerOf(world, plan);
    world.answer = () => new Promise((resolve) => setTimeout(() => resolve(world.answered()), 20));
    const id = await controller.start(plan);
    await expect.poll(() => world.stored.size).toBeGreaterThan(3);
    await controller.pause(id);
    expect(runs.get(id)?.state).toBe('paused');
    expect(world.stored.size).toBe(world.calls.length);
    expect(world.stored.size).toBeLessThan(40);
    await controller.resume(id, { retryFailed: false });
    await idle(controller);
    expect(runs.get(id)?.state).toBe('finished');
    expect(world.calls).toHaveLength(40);
  });

  it('cancels at once and keeps what is answered', async () => {
    const world = new World();
    const plan = planOf(40, [modelNamed('a', 1)]);
    const { controller, runs } = controllerOf(world, plan);
    world.answer = (_model, _call, signal) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => resolve(world.answered()), 5);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(new DOMException('aborted', 'AbortError'));
        });
      });
    const id = await controller.start(plan);
    await expect.poll(() => world.stored.size).toBeGreaterThan(1);
    await controller.cancel(id);
    expect(runs.get(id)?.state).toBe('cancelled');
    expect(world.stored.size).toBeLessThan(40);
  });

  it('waits, and says for what, while a key is missing', async () => {
    const world = new World();
    const plan = planOf(5, [modelNamed('a')]);
    const { controller, runs } = controllerOf(world, plan, ({ name }) =>
      Promise.resolve(`the key of ${name} is missing`),
    );
    const id = await controller.start(plan);
    await idle(controller);
    expect(runs.get(id)).toMatchObject({ state: 'paused', waitingFor: 'the key of a is missing' });
    expect(world.calls).toHaveLength(0);
  });

  it('pauses with its reason when a data set that may not leave any more is sent', async () => {
    const world = new World();
    const plan = planOf(40, [modelNamed('a', 2)]);
    let isPrivate = false;
    const { controller, runs } = controllerOf(world, plan, () =>
      Promise.resolve(isPrivate ? 'It is private.' : null),
    );
    world.answer = () => new Promise((resolve) => setTimeout(() => resolve(world.answered()), 20));
    const id = await controller.start(plan);
    await expect.poll(() => world.stored.size).toBeGreaterThan(3);
    await controller.recheck();
    expect(runs.get(id)?.state).toBe('running');
    isPrivate = true;
    await controller.recheck();
    const asked = world.calls.length;
    await idle(controller);
    expect(runs.get(id)).toMatchObject({ state: 'paused', waitingFor: 'It is private.' });
    expect(world.calls).toHaveLength(asked);
    expect(world.stored.size).toBe(asked);
    expect(asked).toBeLessThan(40);
  });

  it('leaves a run alone that another tab executes, whatever this tab lacks', async () => {
    const world = new World();
    const plan = planOf(5, [modelNamed('a')]);
    const { promise: otherTab, resolve: letGo } = Promise.withResolvers<undefined>();
    const { controller, runs } = controllerOf(
      world,
      plan,
      () => Promise.resolve('the key is missing here'),
      async (_name, _signal, work) => {
        await otherTab;
        await work();
      },
    );
    const id = await controller.start(plan);
    await controller.recheck();
    expect(runs.get(id)?.state).toBe('running');
    letGo(undefined);
    await idle(controller);
    expect(runs.get(id)?.state).toBe('paused');
  });

  it('says what broke when the log cannot be written, and can be resumed', async () => {
    const world = new World();
    const plan = planOf(5, [modelNamed('a', 1)]);
    const { controller, runs } = controllerOf(world, plan);
    world.failAppend = true;
    const id = await controller.start(plan);
    await idle(controller);
    expect(runs.get(id)).toMatchObject({ state: 'paused', waitingFor: 'disk full' });
    world.failAppend = false;
    await controller.resume(id, { retryFailed: false });
    await idle(controller);
    expect(runs.get(id)?.state).toBe('finished');
    expect(world.stored.size).toBe(5);
  });

  it('obeys a pause that another tab stored, and takes up what was running', async () => {
    const world = new World();
    const plan = planOf(40, [modelNamed('a', 1)]);
    const { controller, runs } = controllerOf(world, plan);
    world.answer = () => new Promise((resolve) => setTimeout(() => resolve(world.answered()), 20));
    const id = await controller.start(plan);
    await expect.poll(() => world.stored.size).toBeGreaterThan(1);
    const run = runs.get(id);
    if (run) runs.set(id, { ...run, state: 'paused' });
    controller.obey([...runs.values()]);
    await idle(controller);
    expect(world.stored.size).toBeLessThan(40);
    if (run) runs.set(id, { ...run, state: 'running' });
    await controller.resumeInterrupted();
    await idle(controller);
    expect(world.stored.size).toBe(40);
  });
});
