/** Forms of words that no pack lists: another ending of a known word ("забиваше" of "забива"), or one letter wrong in a long one. */
import { latinSpellings } from './translit.js';

const SLAVIC_LATIN =
  'a e i o u y ow om em ami ach iem ego emu ej ych ym ymi ie l la lo li ly lam lem am asz esz isz ysz cie my ac ic yc ec ny na ne ni nego nej nych';
/** Endings that words of a language take and that leave their meaning, folded. The empty one is added to each. */
const ENDINGS: Readonly<Record<string, string>> = {
  bg:
    'а я о е и у ам ям им ем аш яш еш иш ме аме яме име ате яте ите ете ат ят ах ях их ох хме хте ха аха яха иха ахме ях' +
    ' л ал ял ил ел ла ло ли ала ало али яла яло яли ила ило или ела ело ели лата лите лия лият алата ялата илата' +
    ' на но ни ен ена ено ени ан ана ано ани ян яна яно яни ната ното ните ния ният ената еното ените ения еният аната аният ания' +
    ' ше аше еше яше та то те т ът ия ият ата ото ове овете ва вам ваш ваме вате ват ваше ваха вах вал вала вало вали ващ ваща ващи ваи аваше аи еи',
  uk:
    'а я о е є і и у ю ии ої ої ого ому им их ими ою єю еи ах ях ам ям ами ями ів ть ться тись в ла ло ли ав ала ало али ив ила ило или' +
    ' ти тися лась лося лись лася вся ає аєш аємо аєте ають ує ують ить ять уть ють на не ні нии ної ну еною ена ене ені ании ана ане ані',
  ru:
    'а я о е и ы у ю ои еи ыи ии ая яя ое ее ые ие ого его ому ему ым им ых их ыми ими ую юю ом ем ам ям ах ях ами ями ов ев' +
    ' ть ться л ла ло ли лся лась лось лись ал ала али ил ила или ешь ет ете ем ют ут ит ишь им ите ат ят ется ются ится ятся' +
    ' н на но ны ен ена ено ены ан ана ано аны нная нныи',
  pl:
    SLAVIC_LATIN +
    ' am asz amy acie aja uje ujesz ujemy uja ala alo ali aly il ila ilo ili yl yla ona one ony onej ana ane any anej',
  en: 's es ed d ing',
  ro: 'a e i o u ul ului ei ele elor ii le lor l ea eaza ez esc esti este at ata ati ate it ita iti ite ut uta uti ute am au eau eam ai ind and iei ilor aua',
  pt: 'o a os as e es am em ou ei ar er ir ado ada ados adas ido ida idos idas ando endo indo amos emos ava avam eu iu',
  hu: 'a e t k ok ek at et ban ben ra re nak nek val vel van ja je',
  nb: 'e er en et ene t te de',
  de: 'e en er es em n t te st',
};

const LATIN_BULGARIAN = 'bg-latin';
export const LONGEST_ENDING = 6;
/** A stem has so many letters, at least. */
const SHORTEST_STEM = 5;
/** A word of so many letters may have one wrong: shorter ones are too near to each other. */
const SHORTEST_MISTYPED = 8;

const sets = new Map<string, ReadonlySet<string>>();

function endingsOf(language: string): ReadonlySet<string> {
  const known = sets.get(language);
  if (known !== undefined) return known;
  const listed = (ENDINGS[language === LATIN_BULGARIAN ? 'bg' : language] ?? '').split(' ');
  const endings = new Set([
    '',
    ...listed.flatMap((ending) => (language === LATIN_BULGARIAN ? latinSpellings(ending) : [ending])),
  ]);
  sets.set(language, endings);
  return endings;
}

/** The stems a word may have in a language, the longest first. */
export function stemsOf(word: string, language: string): string[] {
  const endings = endingsOf(language);
  const stems: string[] = [];
  for (let length = word.length; length >= SHORTEST_STEM && length >= word.length - LONGEST_ENDING; length -= 1)
    if (endings.has(word.slice(length))) stems.push(word.slice(0, length));
  return stems;
}

/** What is left of a word when any one letter of it is taken out: two words with one of these in common differ by a letter. */
export function deletionsOf(word: string): string[] {
  if (word.length < SHORTEST_MISTYPED) return [];
  const found = [word];
  // The first letter is rarely the wrong one, and tells most.
  for (let at = 1; at < word.length; at += 1) found.push(word.slice(0, at) + word.slice(at + 1));
  return found;
}
