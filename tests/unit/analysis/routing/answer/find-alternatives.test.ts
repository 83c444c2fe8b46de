import { describe, expect, it } from 'vitest';
import { answerRoute } from '../../../../../src/analysis/routing/answer/answer-route.ts';
import { at, indexOf, namesOf, queryOf, street } from './road-network.ts';

/** From a common stretch of `commonM` m, `offs` parallel ways of 1,000 m, each reached by so many metres of side road at both ends. */
const ladder = (commonM: number, offs: readonly number[]) =>
	indexOf([
		street(
			[
				[-commonM, 0],
				[0, 0],
			],
			{ name: 'Common' },
		),
		street(
			[
				[0, 0],
				[1000, 0],
			],
			{ name: 'Straight' },
		),
		...offs.map((off) =>
			street(
				[
					[0, 0],
					[0, off],
					[1000, off],
					[1000, 0],
				],
				{ name: `Off ${off}` },
			),
		),
		street(
			[
				[1000, 0],
				[1200, 0],
			],
			{ name: 'End' },
		),
	]);

const waysOf = (index: ReturnType<typeof ladder>, from: number, count: number) =>
	answerRoute(index, queryOf(at(from, 0), at(1200, 0), { count }), []).routes;

describe('findAlternatives', () => {
	it('gives second and third ways that share at most 60 % of their length, best first', () => {
		const routes = waysOf(ladder(100, [100, -150]), -100, 3);
		expect(routes.map(namesOf)).toEqual([
			['Common', 'Straight', 'End'],
			['Common', 'Off 100', 'End'],
			['Common', 'Off -150', 'End'],
		]);
		// 300 m in common: of the shorter, the best of 1,300 m, and of the second's 1,500 m.
		expect(routes.map(({ sharedShare }) => sharedShare)).toEqual([0, 0.231, 0.231]);
	});

	it('leaves out what shares more, what takes more than 1.6 times as long, and what is not there', () => {
		// 1,600 m in common of 2,600 m and more.
		expect(waysOf(ladder(1600, [100]), -1600, 2)).toHaveLength(1);
		// 1,300 m by the best; 1,300 + 800 = 2,100 m is 1.62 times as long, 1,300 + 760 is 1.58 times.
		expect(waysOf(ladder(100, [400]), -100, 2)).toHaveLength(1);
		expect(waysOf(ladder(100, [380]), -100, 2)).toHaveLength(2);
		expect(waysOf(ladder(100, []), -100, 3)).toHaveLength(1);
	});

	it('takes out little detours from a way: they are no choice', () => {
		// The second way leaves the straight one for its first 450 m. Past a block of 40 m farther on one could go round for 44 m.
		const index = indexOf([
			street(
				[
					[0, 0],
					[450, 0],
				],
				{ name: 'Straight' },
			),
			street(
				[
					[450, 0],
					[700, 0],
				],
				{ name: 'Straight' },
			),
			street(
				[
					[700, 0],
					[740, 0],
				],
				{ name: 'Straight' },
			),
			street(
				[
					[740, 0],
					[1000, 0],
				],
				{ name: 'Straight' },
			),
			street(
				[
					[700, 0],
					[700, 2],
					[740, 2],
					[740, 0],
				],
				{ name: 'Whim' },
			),
			street(
				[
					[0, 0],
					[0, 20],
					[450, 20],
					[450, 0],
				],
				{ name: 'Half' },
			),
		]);
		const { routes } = answerRoute(index, queryOf(at(0, 0), at(1000, 0), { count: 2 }), []);
		expect(routes.map(namesOf)).toEqual([['Straight'], ['Half', 'Straight']]);
		expect(routes[1]?.sharedShare).toBeCloseTo(0.55, 3);
	});
});
