import type { Words } from '../words.ts';
import type { zhCnTour } from './zh-cn-tour.ts';

/** Words of the tour of the first run. */
export const enTour: Words<typeof zhCnTour> = {
	tour: {
		title: 'Tour',
		first: 'First time here',
		hint: 'See the page in one minute',
		start: 'Start',
		skip: 'Skip',
		back: 'Back',
		next: 'Next',
		done: 'Done',
		again: 'Tour',
		count: '{{step}} / {{steps}}',
		steps: {
			alarm: {
				title: 'Taking an alarm',
				text: 'F2 opens a new incident, filled in by keyboard alone; while one waits, F2 acknowledges it.',
			},
			search: {
				title: 'Search',
				text: 'Press / and type an address, unit, building number or coordinates; pinyin initials and small errors are understood.',
			},
			cards: {
				title: 'Six cards',
				text: 'Target, aerial, water, surroundings, zones, pre-plan, always in the same place. Keys 1–6 jump; press a number to see its basis.',
			},
			force: {
				title: 'Force',
				text: 'G goes to the force row, D accepts the suggested assignment; B is the unit board, E roster and accountability.',
			},
			tools: { title: 'Tools', text: 'M measure, T tactics, W routes, F what-if, X closures; V switches 2D and 3D.' },
			live: {
				title: 'Live state',
				text: 'When the server is lost a bar across the top says so, and from when the picture is.',
			},
			keys: { title: 'Keys', text: 'Press ? for all keys; the tour can be seen again there.' },
		},
	},
};
