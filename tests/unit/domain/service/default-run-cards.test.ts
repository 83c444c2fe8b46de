import { describe, expect, it } from 'vitest';
import { DEFAULT_RUN_CARDS } from '../../../../src/domain/service/default-run-cards.ts';
import { runCardObjectSchema, runCardSchema } from '../../../../src/domain/service/run-card.ts';

/** '4 water 1 JY 1 aerial' of a card. */
function sayCard(object: string, level: number): string {
	const card = DEFAULT_RUN_CARDS.find((one) => one.object === object && one.level === level);
	const names: Record<string, string> = {
		'AP,SG': 'water',
		'DG,YT,JP': 'aerial',
		'DG,YT': 'ladder',
		'AP,SG,PM': 'pumper',
	};
	return (card?.vehicles ?? []).map(({ types, count }) => `${count} ${names[types.join()] ?? types.join()}`).join(' ');
}

describe('A20 default run cards', () => {
	it('A20 there is one for every object and level, and none is verified', () => {
		expect(DEFAULT_RUN_CARDS).toHaveLength(runCardObjectSchema.options.length * 5);
		for (const card of DEFAULT_RUN_CARDS) expect(runCardSchema.parse(card).verified).toBe(false);
		expect(new Set(DEFAULT_RUN_CARDS.map(({ object, level }) => `${object} ${level}`)).size).toBe(
			DEFAULT_RUN_CARDS.length,
		);
	});

	// Rows of the example of fire-facts 1.7 [S17], read off by hand.
	it.each([
		['high-rise', 2, '4 water 1 JY 1 aerial'],
		['high-rise', 4, '12 water 2 JY 2 ladder'],
		['ordinary', 1, '2 water'],
		['ordinary', 2, '5 water 1 JY 1 YT'],
		['ordinary', 5, '24 water 2 JY'],
		['underground', 3, '5 water 3 PM 2 JY 2 ZM'],
		['chemical', 1, '2 FH'],
		['chemical', 5, '9 FH 7 PM 2 JY'],
		// Our addition: the pumpers of an ordinary fire of the level besides, foam or water.
		['chemical-fire', 1, '2 FH 2 pumper'],
		['chemical-fire', 3, '4 FH 4 PM 1 JY 6 pumper'],
		['industrial', 3, '6 water 1 JY'],
	])('A20 %s of level %i: %s', (object, level, expected) => {
		expect(sayCard(object, level)).toBe(expected);
	});
});
