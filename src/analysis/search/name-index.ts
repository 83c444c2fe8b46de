import { pinyin } from 'pinyin-pro';
import type { Place } from '../../domain/place.ts';

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
} as const;

/** Spellings are made this many places at a time, about 5 ms. */
const CHUNK = 400;
const LETTERS = /^[a-z0-9]+$/;

export interface NameMatch {
	readonly place: Place;
	/** The query is the whole name, in either language. */
	readonly exact: boolean;
}

/** Finds places by name. */
export interface NameIndex {
	/** The best `limit` places, best first. Cost: one pass over all names, about 0.2 us each. */
	find(query: string, limit: number): NameMatch[];
	/** Makes the pinyin spellings that queries in letters need, a few milliseconds a step, so that a server can do it in between. */
	prepare(): Generator<void>;
}

/**
 * Makes an index over names: Chinese and English by prefix, word and substring; Chinese also by pinyin, whole (`hongfulu`) and by
 * initials (`hfl`), whose spellings are made when first asked for (12 us a name).
 */
export function createNameIndex(places: readonly Place[]): NameIndex {
	const names = places.map(({ name }) => normalizeText(name));
	const namesEn = places.map(({ nameEn }) => (nameEn === null ? '' : normalizeText(nameEn)));
	const spelled: string[] = [];
	const initials: string[] = [];

	function* prepare(): Generator<void> {
		while (spelled.length < names.length) {
			const end = Math.min(spelled.length + CHUNK, names.length);
			for (let i = spelled.length; i < end; i++) {
				const name = (names[i] as string).replaceAll(' ', '');
				const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true });
				spelled.push(syllables.join(''));
				initials.push(syllables.map((syllable) => syllable[0]).join(''));
			}
			yield;
		}
	}

	function match(i: number, query: string, letters: string): number | undefined {
		const best = Math.min(matchText(names[i] as string, query), matchText(namesEn[i] as string, query));
		if (best <= MATCH.within) return best;
		if (letters === '') return undefined;
		const spelling = spelled[i] as string;
		if (spelling === letters) return MATCH.pinyinExact;
		if (spelling.startsWith(letters)) return MATCH.pinyinPrefix;
		if ((initials[i] as string).startsWith(letters)) return MATCH.initials;
		if (letters.length < 3) return undefined;
		if (spelling.includes(letters)) return MATCH.pinyinWithin;
		return (initials[i] as string).includes(letters) ? MATCH.initialsWithin : undefined;
	}

	return {
		prepare,
		find(text, limit) {
			const query = normalizeText(text);
			if (query === '') return [];
			const joined = query.replace(/[\s'-]+/g, '');
			const letters = LETTERS.test(joined) && joined.length >= 2 ? joined : '';
			if (letters !== '') for (const _ of prepare());
			const found: { place: Place; match: number }[] = [];
			for (let i = 0; i < places.length; i++) {
				const how = match(i, query, letters);
				if (how !== undefined) found.push({ place: places[i] as Place, match: how });
			}
			return found
				.sort(
					(a, b) =>
						a.match - b.match ||
						a.place.rank - b.place.rank ||
						a.place.name.length - b.place.name.length ||
						(a.place.id < b.place.id ? -1 : 1),
				)
				.slice(0, limit)
				.map(({ place, match: how }) => ({ place, exact: how === MATCH.exact }));
		},
	};
}

/** Full-width forms, case and doubled spaces evened out. */
export function normalizeText(text: string): string {
	return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function matchText(name: string, query: string): number {
	const at = name.indexOf(query);
	if (at < 0) return Number.POSITIVE_INFINITY;
	if (at === 0) return name.length === query.length ? MATCH.exact : MATCH.prefix;
	return name[at - 1] === ' ' ? MATCH.word : MATCH.within;
}
