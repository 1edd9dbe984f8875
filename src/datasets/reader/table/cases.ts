import type { RefusedFile, Split } from '../../../domain/dataset/dataset.ts';
import type { LabelledBox, ReportText, Truth } from '../../../domain/dataset/truth.ts';
import { baseName } from '../../container/path.ts';
import type { FileIndex } from '../file-index.ts';
import type { CaseDraft } from '../reading.ts';
import type { TableMapping } from './mapping.ts';
import type { Table } from './parse.ts';
import { readRows, type RowFacts } from './rows.ts';

/** Gathers rows into cases: those of one picture, or of one name where a column names the case, are one case. */
export class CaseCollector {
  readonly #files: FileIndex;
  readonly #cases = new Map<string, Gathered>();
  readonly #boxes = new Map<string, LabelledBox[]>();
  readonly #refused: RefusedFile[] = [];
  readonly #notes: string[] = [];
  /** Cases that two rows contradict each other about. */
  readonly #spoilt = new Set<string>();

  constructor(files: FileIndex) {
    this.#files = files;
  }

  /** `split`: of rows that do not say. */
  add(table: Table, mapping: TableMapping, split: Split): void {
    const absent: RowFacts[] = [];
    for (const outcome of readRows(table, mapping)) {
      if (outcome.kind === 'fault') {
        this.#refused.push(outcome.fault);
        continue;
      }
      const { facts } = outcome;
      const pictures = this.#picturesOf(facts, table);
      if (pictures === 'refused') continue;
      const hasText = facts.findings !== undefined || facts.impression !== undefined;
      if (pictures.length === 0 && !(hasText && facts.images.length === 0)) {
        absent.push(facts);
        continue;
      }
      const name = facts.name ?? pictures[0] ?? `row ${facts.line}`;
      this.#merge(name, table, { ...facts, pictures, split: facts.split ?? split, table: table.path });
    }
    this.#tellAbsent(table, absent);
  }

  /** Boxes of a table beside the main one; a picture that it does not name stays without truth about boxes. */
  addBoxes(table: Table, mapping: TableMapping): void {
    let elsewhere = 0;
    for (const outcome of readRows(table, mapping)) {
      if (outcome.kind === 'fault') {
        this.#refused.push(outcome.fault);
        continue;
      }
      const match = this.#files.findPicture(outcome.facts.images[0] ?? '');
      if (match.kind === 'found') {
        this.#boxes.set(match.path, [...(this.#boxes.get(match.path) ?? []), ...(outcome.facts.boxes ?? [])]);
      } else elsewhere += 1;
    }
    if (elsewhere > 0) {
      this.#notes.push(
        `${elsewhere} of ${table.rows.length} rows of ${baseName(table.path)} are about pictures that are not here.`,
      );
    }
  }

  finish(): {
    readonly cases: CaseDraft[];
    readonly notes: readonly string[];
    readonly refused: readonly RefusedFile[];
  } {
    const cases = [...this.#cases]
      .filter(([name]) => !this.#spoilt.has(name))
      .map(([name, facts]) => this.#draft(name, facts));
    const languages = new Set(
      cases.flatMap(({ truth }) => (truth.report === undefined ? [] : [truth.report.language])),
    );
    if (languages.size > 0)
      this.#notes.push(`Language of the reports, told by their script: ${[...languages].join(', ')}.`);
    return { cases, notes: this.#notes, refused: this.#refused };
  }

  #picturesOf(facts: RowFacts, table: Table): string[] | 'refused' {
    const found: string[] = [];
    for (const cell of facts.images) {
      const match = this.#files.findPicture(cell);
      if (match.kind === 'ambiguous') {
        this.#refused.push({
          path: `${table.path}, row ${facts.line}`,
          reason: `“${cell}” may mean ${match.paths.join(' or ')}`,
          remedy: 'Write the path of the one that is meant, with its folder.',
        });
        return 'refused';
      }
      if (match.kind === 'found') found.push(match.path);
    }
    return found;
  }

  #merge(name: string, table: Table, facts: Gathered): void {
    const before = this.#cases.get(name);
    if (before === undefined) {
      this.#cases.set(name, facts);
      return;
    }
    const conflict = conflictOf(before, facts);
    if (conflict !== null) {
      this.#spoilt.add(name);
      this.#refused.push({
        path: `${table.path}, row ${facts.line}`,
        reason: `row ${before.line} says something else about the ${conflict} of “${name}”`,
        remedy: 'Make the rows agree, or ignore that column.',
      });
      return;
    }
    const labels = union(before.labels, facts.labels);
    const boxes = union(before.boxes, facts.boxes);
    this.#cases.set(name, {
      ...before,
      ...facts,
      line: before.line,
      pictures: [...new Set([...before.pictures, ...facts.pictures])],
      ...(labels !== undefined && { labels }),
      ...(boxes !== undefined && { boxes }),
      attributes: { ...before.attributes, ...facts.attributes },
    });
  }

  /** In one line for all: a table of a hundred thousand rows may be about a few pictures. */
  #tellAbsent(table: Table, absent: readonly RowFacts[]): void {
    const [empty, elsewhere] = [true, false].map((none) =>
      absent.filter(({ images }) => (images.length === 0) === none),
    );
    const of = (rows: readonly RowFacts[]) => `${rows.length} of ${table.rows.length} rows`;
    if (elsewhere?.[0] !== undefined) {
      this.#refused.push({
        path: table.path,
        reason: `${of(elsewhere)} name pictures that are not here; the first is row ${elsewhere[0].line}, “${elsewhere[0].images.join(', ')}”`,
        remedy: 'Add the pictures if they are meant, and check that the right column names them.',
      });
    }
    if (empty?.[0] !== undefined) {
      this.#refused.push({
        path: table.path,
        reason: `${of(empty)} hold neither a picture's name nor a report; the first is row ${empty[0].line}`,
        remedy: 'Fill them in if they are meant.',
      });
    }
  }

  #draft(name: string, facts: Gathered): CaseDraft {
    const { pictures, labels, split, group, attributes, findings, impression } = facts;
    const beside = pictures.flatMap((path) => this.#boxes.get(path) ?? []);
    const boxes =
      facts.boxes !== undefined || pictures.some((path) => this.#boxes.has(path))
        ? [...(facts.boxes ?? []), ...beside]
        : undefined;
    const language = languageOf(`${findings ?? ''}${impression ?? ''}`);
    const report: ReportText | undefined =
      findings === undefined && impression === undefined
        ? undefined
        : {
            ...(findings !== undefined && { findings }),
            ...(impression !== undefined && { impression }),
            language,
          };
    const truth: Truth = {
      ...(labels !== undefined && { labels }),
      ...(boxes !== undefined && { boxes }),
      ...(report !== undefined && { report }),
    };
    return {
      name,
      images: pictures.map((path) => ({ path })),
      // Shown to a model only where there is no picture: beside one, the findings are the answer.
      ...(pictures.length === 0 && findings !== undefined && { text: { findings, language } }),
      truth,
      maskFiles: [],
      split,
      ...(group !== undefined && { group }),
      attributes,
    };
  }
}

interface Gathered extends RowFacts {
  readonly pictures: readonly string[];
  readonly split: Split;
  readonly table: string;
}

function conflictOf(a: Gathered, b: Gathered): string | null {
  if (a.split !== b.split) return 'split';
  if (a.group !== undefined && b.group !== undefined && a.group !== b.group) return 'group';
  if (a.findings !== undefined && b.findings !== undefined && a.findings !== b.findings) return 'findings';
  if (a.impression !== undefined && b.impression !== undefined && a.impression !== b.impression)
    return 'impression';
  if ((a.pictures.length === 0) !== (b.pictures.length === 0)) return 'pictures';
  for (const [name, value] of Object.entries(b.attributes)) {
    if (a.attributes[name] !== undefined && a.attributes[name] !== value) return `“${name}”`;
  }
  return null;
}

const union = <T>(a: readonly T[] | undefined, b: readonly T[] | undefined): readonly T[] | undefined =>
  a === undefined || b === undefined ? (a ?? b) : [...new Set([...a, ...b])];

const languageOf = (text: string): string => (/\p{Script=Han}/u.test(text) ? 'zh' : 'en');
