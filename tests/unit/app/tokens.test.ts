import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const APP = join(import.meta.dirname, '../../../src/app');
const TOKENS = readFileSync(join(APP, 'ui/tokens.css'), 'utf8');

function readTheme(theme: string): Record<string, string> {
	const block = TOKENS.slice(TOKENS.indexOf(`[data-theme="${theme}"]`)).split('}')[0] as string;
	return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]));
}

/** WCAG 2.2 relative luminance and contrast ratio. */
function luminance(hex: string): number {
	const [r, g, b] = [1, 3, 5].map((at) => {
		const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	}) as [number, number, number];
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
	const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
	return (high + 0.05) / (low + 0.05);
}

/** Ratios on bg0, bg2, bg3 as printed in the UI design language, section 1. */
const PRINTED = {
	dark: {
		ctl: [4.7, 3.9, 3.2],
		t1: [17.0, 14.0, 11.6],
		t2: [10.7, 8.8, 7.3],
		t3: [7.1, 5.9, 4.9],
		acc: [9.0, 7.4, 6.2],
		red: [6.7, 5.6, 4.6],
		amb: [10.5, 8.7, 7.2],
		grn: [9.1, 7.5, 6.2],
		wat: [9.3, 7.6, 6.3],
		reach: [9.8, 8.1, 6.7],
	},
	light: {
		ctl: [3.6, 4.4, 3.6],
		t1: [14.7, 17.7, 14.5],
		t2: [7.8, 9.4, 7.7],
		t3: [5.0, 6.1, 5.0],
		acc: [5.9, 7.1, 5.8],
		red: [5.4, 6.5, 5.3],
		amb: [5.9, 7.1, 5.8],
		grn: [5.8, 7.0, 5.7],
		wat: [5.4, 6.5, 5.3],
		reach: [5.5, 6.6, 5.4],
	},
} as const;
const SOFT = { dark: [5.6, 8.1, 7.0, 7.1], light: [5.5, 6.4, 6.0, 5.6] } as const;

describe.each(['dark', 'light'] as const)('tokens, %s', (theme) => {
	const tokens = readTheme(theme);
	const of = (name: string) => tokens[name] as string;

	it.each(Object.entries(PRINTED[theme]))('%s has the printed contrast on bg0, bg2 and bg3', (name, printed) => {
		const found = ['bg0', 'bg2', 'bg3'].map((ground) => Math.round(contrast(of(name), of(ground)) * 10) / 10);
		expect(found).toEqual(printed);
		expect(Math.min(...found)).toBeGreaterThanOrEqual(name === 'ctl' ? 3 : 4.5);
	});

	it('soft fills carry their own colour at 4.5:1', () => {
		const found = ['red', 'amb', 'grn', 'wat'].map(
			(name) => Math.round(contrast(of(name), of(`${name}-soft`)) * 10) / 10,
		);
		expect(found).toEqual(SOFT[theme]);
	});

	it('white is readable on the primary button and on both fills of the alarm bar', () => {
		for (const fill of ['acc-bg', 'red-bg', 'red-bg-2']) expect(contrast('#ffffff', of(fill))).toBeGreaterThan(4.5);
	});
});

describe('tokens', () => {
	it('fire levels carry text with the printed contrast', () => {
		const hex = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(TOKENS)?.[1] as string;
		const found = [1, 2, 3, 4, 5].map(
			(level) => Math.round(contrast(hex(`level-${level}`), hex(`level-${level}-text`)) * 10) / 10,
		);
		expect(found).toEqual([8.3, 7.2, 10.6, 8.1, 5.8]);
	});

	it('no file of the app but the tokens holds a literal colour', () => {
		const literal = /#[0-9a-f]{3,8}\b(?!\w)|\brgba?\(|\bhsla?\(/gi;
		const breaches = readdirSync(APP, { recursive: true, encoding: 'utf8' })
			.filter((file) => /\.(css|tsx?)$/.test(file) && file !== join('ui', 'tokens.css'))
			.flatMap((file) =>
				[...readFileSync(join(APP, file), 'utf8').matchAll(literal)]
					.map(([found]) => `${file}: ${found}`)
					.filter((breach) => /#[0-9a-f]{3}$|#[0-9a-f]{4}$|#[0-9a-f]{6}$|#[0-9a-f]{8}$|\($/i.test(breach)),
			);
		expect(breaches).toEqual([]);
	});
});
