import { format } from 'prettier';
import type { MetricDefinition } from '../src/domain/metric/metric.ts';

const families: Readonly<Record<MetricDefinition['family'], string>> = {
  classification: 'Classification',
  detection: 'Detection',
  segmentation: 'Segmentation',
  localization: 'Localization',
  text: 'Text and reports',
  efficiency: 'Efficiency',
  agreement: 'Agreement',
  statistics: 'Statistics',
};

/** docs/metrics.md: every definition by family, in the order of the catalogue. */
export async function metricDocs(catalogue: readonly MetricDefinition[]): Promise<string> {
  const parts = Object.entries(families).map(([family, title]) => {
    const own = catalogue.filter((definition) => definition.family === family);
    return own.length === 0 ? '' : [`## ${title}`, ...own.map(section)].join('\n\n');
  });
  const page = [head(catalogue), ...parts.filter((part) => part !== '')].join('\n\n');
  return format(page, { parser: 'markdown', printWidth: 110 });
}

function head(catalogue: readonly MetricDefinition[]): string {
  return `# Metrics

The ${catalogue.length} metrics and statistical procedures that Reading Room computes: what each means, its formula and convention, what happens
when there is nothing to count, its source, and the independent implementation that it is held to (\`npm run golden\`). This page is
written by \`node scripts/metric-docs.ts\` from the definitions that the screens show; do not edit it by hand.

Undefined is a value: a metric that cannot be computed says why, and is never 0. Every number carries a signature with the
choices that made it; a tolerance is absolute, and relative for values above 1.`;
}

function section(definition: MetricDefinition): string {
  const {
    id,
    name,
    version,
    direction,
    range,
    unit,
    plain,
    formula,
    convention,
    emptyCase,
    reference,
    peer,
  } = definition;
  const rows: readonly (readonly [string, string])[] = [
    ['Signature', `\`${id}\`, version ${version}`],
    ['Direction', direction],
    ['Range', `${rangeInWords(range)}${unit === '' ? '' : `; ${unit}`}`],
    ['Formula', formula],
    ['Convention', convention],
    ['Nothing to count', emptyCase],
    ['Source', reference],
    ['Held to', peer],
  ];
  return [
    `### ${name}`,
    plain,
    rows.map(([term, text]) => `- **${term}:** ${escaped(text)}`).join('\n'),
  ].join('\n\n');
}

function rangeInWords([least, greatest]: MetricDefinition['range']): string {
  if (least === null && greatest === null) return 'unbounded';
  if (least === null) return `at most ${rounded(greatest)}`;
  if (greatest === null) return `${rounded(least)} or more`;
  return `${rounded(least)} to ${rounded(greatest)}`;
}

function rounded(value: number | null): string {
  return value === null ? '' : String(Number(value.toPrecision(6)));
}

/** Formulas hold characters that Markdown would take for its own. */
function escaped(text: string): string {
  return text.replace(/[*_<>|]/g, '\\$&');
}
