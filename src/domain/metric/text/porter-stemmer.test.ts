import fc from 'fast-check';
import { expect, test } from 'vitest';
import { porterStem } from './porter-stemmer.ts';

/** Words and their stems by nltk 3.8, PorterStemmer().stem of the lower-cased word. */
const stems = `
  caresses caress, ponies poni, ties tie, caress caress, cats cat, dies die, flies fli, skies sky, sky sky, dying die,
  lying lie, tying tie, news news, innings inning, inning inning, outings outing, outing outing, cannings canning,
  canning canning, howe howe, proceed proceed, exceed exceed, succeed succeed, died die, spied spi, tried tri,
  agreed agre, feed feed, freed freed, plastered plaster, bled bled, motoring motor, sing sing, conflated conflat,
  troubled troubl, sized size, hopping hop, tanned tan, falling fall, hissing hiss, fizzed fizz, failing fail,
  filing file, ivy ivi, happy happi, sky's sky', enjoy enjoy, spy spi, by by, say say, relational relat,
  conditional condit, rational ration, valency valenc, hesitancy hesit, digitizer digit, conformably conform,
  radically radic, differently differ, vilely vile, analogously analog, vietnamization vietnam, predication predic,
  operator oper, feudalism feudal, decisiveness decis, hopefulness hope, callousness callous, formality formal,
  sensitivity sensit, sensibility sensibl, hopefully hope, usefully use, geology geolog, archaeology archaeolog,
  theology theolog, logy logi, triplicate triplic, formative form, formalize formal, electricity electr,
  electrical electr, hopeful hope, goodness good, revival reviv, allowance allow, inference infer, airliner airlin,
  gyroscopic gyroscop, adjustable adjust, defensible defens, irritant irrit, replacement replac, adjustment adjust,
  dependent depend, adoption adopt, homologous homolog, communism commun, activate activ, angularity angular,
  effective effect, bowdlerize bowdler, probate probat, rate rate, cease ceas, controlling control, roll roll,
  controlled control, syzygy syzygi, yyed yy, toy toy, oed o, aed a, us us, as as, a a, eing e, ing ing, ation ation,
  ational ation, enlargement enlarg, effusions effus, opacities opac, consolidation consolid, atelectasis atelectasi,
  cardiomegaly cardiomegali, pneumothorax pneumothorax, bilaterally bilater, degenerative degen, ion ion, scion scion,
  vision vision, million million, abli abli, bli bli, ably abli, ility iliti, ally alli, really realli, rally ralli,
  eely eeli, oused ous, osmosis osmosi, es es, s s, ss ss, sses ss, yes ye, ying ying, yed yed, eyed eye, oxed oxe,
  taxed tax, (lungs) (lungs), Heart heart, 😀ies 😀ie, 😀ied 😀ie, ab😀😀ed ab😀, résumés résumé, 肺部s 肺部,
  naïvely naïv, 4.2 4.2, ß ß, y y, yy yy, yyy yyy, ayyy ayyy
`
  .split(',')
  .map((pair) => pair.trim().split(' '));

test.each(stems)('%s becomes %s', (word, stem) => {
  expect(porterStem(word)).toBe(stem);
});

test('a comma at the end of a word keeps it from being stemmed', () => {
  expect(porterStem('effusions,')).toBe('effusions,');
});

test('no text makes it fail, and it never lengthens a word by more than a letter', () => {
  const endings = fc.constantFrom(
    '',
    's',
    'ies',
    'ied',
    'eed',
    'ed',
    'ing',
    'y',
    'ational',
    'alli',
    'logi',
    'ion',
    'e',
    'll',
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), endings, endings, (start, first, second) => {
      const word = (start + first + second).toLowerCase();
      expect(porterStem(word).length).toBeLessThanOrEqual(word.length + 1);
    }),
  );
});

test('a long run of one letter is stemmed at once', () => {
  expect(porterStem('y'.repeat(100_000))).toHaveLength(100_000);
});
