import type { Tool } from '../state/ui-store.ts';

/** Letters that open a tool and close it again. */
export const TOOL_KEYS = {
	t: 'tactics',
	m: 'measure',
	b: 'force',
	e: 'roster',
	r: 'requests',
	n: 'log',
	w: 'route',
	f: 'what-if',
	x: 'closure',
} as const satisfies Readonly<Record<string, Tool>>;

/** Keys that press the button which carries `data-press`; where there is none they do nothing. */
export const PRESS_KEYS = {
	d: 'dispatch-suggestion',
	u: 'escalate',
	' ': 'replay-play',
} as const satisfies Readonly<Record<string, string>>;

/** Keys that move the focus, and to what. `1` to `6` open that card first. */
export const FOCUS_KEYS = {
	'/': '#search',
	g: '[data-card="force"]',
	p: '[data-card="6"]',
} as const satisfies Readonly<Record<string, string>>;

/** Arrows: [right, up]. */
export const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, 1],
	ArrowDown: [0, -1],
};

/**
 * The table of keys that people read (ui.md section 8): keys, space between alternatives, and the word under `keys` that says what they
 * do. In groups: the incident, the tools, the map, the page.
 */
export const KEY_GROUPS = [
	[
		['F2', 'acknowledge'],
		['[ ]', 'incidents'],
		['1 2 3 4 5 6', 'cards'],
		['P', 'plan'],
		['G', 'force'],
		['D', 'dispatch'],
		['U', 'escalate'],
		['Y', 'replay'],
		['Space', 'play'],
	],
	[
		['T', 'tactics'],
		['M', 'measure'],
		['B', 'board'],
		['E', 'roster'],
		['R', 'requests'],
		['N', 'log'],
		['W', 'route'],
		['F', 'whatIf'],
		['X', 'closure'],
	],
	[
		['V', 'view'],
		['L', 'legend'],
		['Home', 'home'],
		['+ -', 'zoom'],
		['↑ ↓ ← →', 'pan'],
		['Shift+↑ Shift+←', 'turn'],
		['Enter Backspace', 'drawing'],
		['Ctrl+Z Ctrl+Shift+Z', 'undo'],
	],
	[
		['/', 'search'],
		['Ctrl+P', 'print'],
		['?', 'help'],
		['Esc', 'esc'],
	],
] as const;
