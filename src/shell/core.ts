import { createDoor } from '../network/door.ts';
import type { Door } from '../network/door.ts';
import { KeyRing } from '../models/cloud/key-ring.ts';
import { BlobRepository } from '../storage/blobs.ts';
import { ReadingRoomDatabase } from '../storage/database.ts';
import { DatasetRepository } from '../storage/datasets.ts';
import { LedgerRepository } from '../storage/ledger.ts';
import { MappingRepository } from '../storage/mappings.ts';
import { ModelRepository, PromptRepository } from '../storage/models.ts';
import { RunRepository } from '../storage/runs.ts';
import { SettingsRepository } from '../storage/settings.ts';
import type { Settings } from '../storage/settings.ts';
import { bundledModel } from './bundled-model.ts';
import { CaseImages } from './case-images.ts';

/** What every screen's services are made of. One for the page. */
export interface Core {
  readonly database: ReadingRoomDatabase;
  readonly datasets: DatasetRepository;
  readonly blobs: BlobRepository;
  readonly images: CaseImages;
  readonly models: ModelRepository;
  readonly prompts: PromptRepository;
  readonly runs: RunRepository;
  readonly ledger: LedgerRepository;
  readonly settings: SettingsRepository;
  readonly mappings: MappingRepository;
  readonly door: Door;
  readonly keys: KeyRing;
  /** As last read; what is asked many times a second reads this. */
  readonly current: { settings: Settings; origins: readonly string[] };
}

/** Opens the database and reads what must be known before the first screen. */
export async function openCore(): Promise<Core> {
  const database = new ReadingRoomDatabase();
  const settings = new SettingsRepository(database);
  const models = new ModelRepository(database);
  const ledger = new LedgerRepository(database);
  if (!(await models.get(bundledModel.id))) await models.put({ ...bundledModel, addedAt: Date.now() });
  const blobs = new BlobRepository(database);
  const current = { settings: await settings.read(), origins: await connectedOrigins(models) };
  const door = createDoor({
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    ledger,
    policy: () => ({ localOnly: current.settings.localOnly, origins: current.origins }),
    page: location.href,
    ledgerFailed: (error, entry) => console.error('The ledger could not be written', entry, error),
  });
  return {
    database,
    datasets: new DatasetRepository(database),
    blobs,
    images: new CaseImages(blobs),
    models,
    prompts: new PromptRepository(database),
    runs: new RunRepository(database),
    ledger,
    settings,
    mappings: new MappingRepository(database),
    door,
    keys: new KeyRing(),
    current,
  };
}

/** Origins of the models that the person has connected. */
export async function connectedOrigins(models: ModelRepository): Promise<string[]> {
  const profiles = await models.list();
  return profiles.flatMap((profile) =>
    profile.kind === 'openai-compatible' ? [new URL(profile.address).origin] : [],
  );
}
