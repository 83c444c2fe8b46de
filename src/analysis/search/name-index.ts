import { pinyin } from 'pinyin-pro';
import type { Place } from '../../domain/place.ts';
import { countAllowedEdits, createEditMeter, type EditDistance } from './edit-distance.ts';

/** How a name answers a query; smaller is better. */
const MATCH = {
	exact: 0,
	prefix: 1,
	word: 2,
	within: 3,
	pinyinExact: 4,
	pinyinPrefix: 5,
	initials: 6,
	pinyinWithin: 7,
	initialsWithin: 8,
	sameSound: 9,
	/** Plus the number of edits. */
	likeWhole: 10,
	likePrefix: 13,
} as const;

/** Whether a match is only like what was asked for: it sounds so, or is written much like it. */
export function isLike(match: number): boolean {
	return match >= MATCH.sameSound;
}

/** Matches up to this one are what was asked for; beyond it the query may be a slip. */
export const SURE_MATCH = MATCH.initials;

/** Places grouped, and names spelled, in one step of `prepare`, each about 5 ms. */
const GROUPED_AT_ONCE = 4000;
const SPELLED_AT_ONCE = 400;
const LETTERS = /^[a-z0-9]+$/;
const HAN = /\p{Script=Han}/u;
/** What stands between the letters of a spelling. */
const GAPS = /[\s'’-]+/g;

export interface NameMatch {
	readonly place: Place;
	/** The query is the whole name, in either language. */
	readonly exact: boolean;
	/** Less is better; of two indexes too. */
	readonly match: number;
}

/** Name of a street. `isSaid`: it was called so, not spelled or meant. */
export interface MeantStreet {
	readonly name: string;
	readonly isSaid: boolean;
}

/** Finds places by name. */
export interface NameIndex {
	/** The best `limit` places that say what was asked, best first. Cost: one pass over all different names, about 0.2 us each. */
	find(query: string, limit: number): NameMatch[];
	/** The best `limit` places that sound the same or differ by some characters; see countAllowedEdits. Cost: about 0.3 us a name. */
	findLike(query: string, limit: number): NameMatch[];
	/** Names of streets that one means by a name: so called in either language or spelled so, else (`isLike`) like it; at most `limit`. */
	findStreets(query: string, limit: number, isLike: boolean): MeantStreet[];
	/** The names of towns and sub-districts. */
	listTowns(): readonly string[];
	/** Makes what the other methods need, a few milliseconds a step, so that a server can do it in between. They do what is left. */
	prepare(): Generator<void>;
}

interface Name {
	readonly zh: string;
	readonly en: string;
	/** Those who are called so, the most important first. */
	readonly places: Place[];
}

interface Spelling {
	/** Syllables joined: hongfulu. */
	readonly whole: string;
	/** hfl */
	readonly initials: string;
	/** English without its gaps: hongfuroad. */
	readonly english: string;
}

/**
 * Makes an index over names: Chinese and English by prefix, word and substring; Chinese also by pinyin, whole (`hongfulu`) and by
 * initials (`hfl`); by sound and with wrong, missing or swapped characters where nothing says it as asked. Spellings are made when first
 * needed (12 us a name).
 */
export function createNameIndex(places: readonly Place[]): NameIndex {
	const names: Name[] = [];
	const known = new Map<string, Name>();
	const spellings: Spelling[] = [];
	const towns: string[] = [];
	let grouped = 0;

	function groupSome(): void {
		const end = Math.min(grouped + GROUPED_AT_ONCE, places.length);
		for (; grouped < end; grouped++) {
			const place = places[grouped] as Place;
			if (place.kind === 'town') towns.push(place.name);
			const key = `${place.name}\n${place.nameEn ?? ''}`;
			const name = known.get(key);
			if (name) name.places.push(place);
			else {
				const added = {
					zh: normalizeText(place.name),
					en: place.nameEn === null ? '' : normalizeText(place.nameEn),
					places: [place],
				};
				known.set(key, added);
				names.push(added);
			}
		}
	}

	function spellSome(): void {
		const end = Math.min(spellings.length + SPELLED_AT_ONCE, names.length);
		for (let i = spellings.length; i < end; i++) spellings.push(spell(names[i] as Name));
	}

	function* prepare(): Generator<void> {
		while (grouped < places.length) {
			groupSome();
			yield;
		}
		while (spellings.length < names.length) {
			spellSome();
			yield;
		}
	}

	/** Does what is left of it; `isSpelled`: spellings too. */
	function finish(isSpelled: boolean): void {
		while (grouped < places.length) groupSome();
		while (isSpelled && spellings.length < names.length) spellSome();
	}

	function match(i: number, query: string, letters: string): number | undefined {
		const { zh, en } = names[i] as Name;
		const best = Math.min(matchText(zh, query), matchText(en, query));
		if (best <= MATCH.within) return best;
		if (letters === '') return undefined;
		const { whole, initials } = spellings[i] as Spelling;
		if (whole === letters) return MATCH.pinyinExact;
		if (whole.startsWith(letters)) return MATCH.pinyinPrefix;
		if (initials.startsWith(letters)) return MATCH.initials;
		if (letters.length < 3) return undefined;
		if (whole.includes(letters)) return MATCH.pinyinWithin;
		return initials.includes(letters) ? MATCH.initialsWithin : undefined;
	}

	function collect(limit: number, how: (i: number) => number | undefined): NameMatch[] {
		const found: { name: Name; match: number }[] = [];
		for (let i = 0; i < names.length; i++) {
			const found1 = how(i);
			if (found1 !== undefined) found.push({ name: names[i] as Name, match: found1 });
		}
		return found
			.flatMap(({ name, match: at }) => name.places.map((place) => ({ place, exact: at === MATCH.exact, match: at })))
			.sort(compareMatches)
			.slice(0, limit);
	}

	function find(text: string, limit: number): NameMatch[] {
		const query = normalizeText(text);
		if (query === '') return [];
		const letters = readLetters(query);
		finish(letters !== '');
		return collect(limit, (i) => match(i, query, letters));
	}

	function findLike(text: string, limit: number): NameMatch[] {
		const query = normalizeText(text).replace(GAPS, '');
		const letters = readLetters(query);
		const most = countAllowedEdits(query.length);
		if (most === 0) return [];
		finish(true);
		const sound = HAN.test(query) ? spellText(query).join('') : '';
		const measure = createEditMeter(letters === '' ? query : letters, most);
		return collect(limit, (i) => {
			const { whole, english } = spellings[i] as Spelling;
			if (letters !== '') return rankNearer(measure(whole), measure(english));
			return whole === sound ? MATCH.sameSound : rankNearer(measure((names[i] as Name).zh), null);
		});
	}

	return {
		find,
		findLike,
		findStreets(text, limit, isLike) {
			// More than are wanted: other things than streets, and the same street in several towns, fall out.
			const many = limit * 20;
			const letters = readLetters(normalizeText(text));
			const isMeant = ({ match: at, place }: NameMatch) =>
				at === MATCH.exact ||
				at === MATCH.pinyinExact ||
				(at === MATCH.initials && place.name.length === letters.length);
			const matches = isLike ? findLike(text, many) : find(text, many).filter(isMeant);
			const streets = new Map<string, boolean>();
			for (const { place, exact } of matches) {
				if (place.kind === 'street' && !streets.has(place.name)) streets.set(place.name, exact);
			}
			return [...streets].slice(0, limit).map(([name, isSaid]) => ({ name, isSaid }));
		},
		listTowns() {
			finish(false);
			return towns;
		},
		prepare,
	};
}

/** Order of matches: how well, then how important, then the shorter name. */
export function compareMatches(a: NameMatch, b: NameMatch): number {
	return (
		a.match - b.match ||
		a.place.rank - b.place.rank ||
		a.place.name.length - b.place.name.length ||
		(a.place.id < b.place.id ? -1 : 1)
	);
}

/** Full-width forms, case and doubled spaces evened out. */
export function normalizeText(text: string): string {
	return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** The letters of a text that may be a spelling; '' = it is none. */
function readLetters(query: string): string {
	const joined = query.replace(GAPS, '');
	return LETTERS.test(joined) && joined.length >= 2 ? joined : '';
}

function spell({ zh, en }: Name): Spelling {
	const syllables = spellText(zh.replaceAll(' ', ''));
	return {
		whole: syllables.join(''),
		initials: syllables.map((syllable) => syllable[0]).join(''),
		english: en.replace(GAPS, ''),
	};
}

function spellText(text: string): string[] {
	return pinyin(text, { toneType: 'none', type: 'array', v: true });
}

function matchText(name: string, query: string): number {
	const at = name.indexOf(query);
	if (at < 0) return Number.POSITIVE_INFINITY;
	if (at === 0) return name.length === query.length ? MATCH.exact : MATCH.prefix;
	return name[at - 1] === ' ' ? MATCH.word : MATCH.within;
}

/** The better of two distances as a match. */
function rankNearer(a: EditDistance | null, b: EditDistance | null): number | undefined {
	if (a === null && b === null) return undefined;
	const whole = Math.min(a?.whole ?? Number.POSITIVE_INFINITY, b?.whole ?? Number.POSITIVE_INFINITY);
	if (whole < Number.POSITIVE_INFINITY) return MATCH.likeWhole + whole;
	return MATCH.likePrefix + Math.min(a?.prefix ?? Number.POSITIVE_INFINITY, b?.prefix ?? Number.POSITIVE_INFINITY);
}
