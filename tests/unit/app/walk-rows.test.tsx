// @vitest-environment happy-dom
import { act } from 'react';
import { beforeAll, describe, expect, it } from 'vitest';
import { useLightOn } from '../../../src/app/command/use-light-on.ts';
import { walkRows } from '../../../src/app/command/walk-rows.ts';
import { createUiStore } from '../../../src/app/state/ui-store.ts';
import { mount } from './mount.ts';
import { Provide } from './provide.tsx';

beforeAll(() => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

const PLACES = [113.1, 113.2, 113.3] as const;

function Row({ lon }: { readonly lon: number }) {
	const light = useLightOn({ points: [[lon, 23]], lines: [], polygons: [] });
	return (
		<li>
			<button type="button" data-stop {...light}>
				{lon}
			</button>
			<button type="button">basis of {lon}</button>
			<input aria-label={`note of ${lon}`} />
		</li>
	);
}

function show() {
	const ui = createUiStore();
	const host = document.body.appendChild(document.createElement('div'));
	act(() =>
		mount(host).render(
			<Provide services={{ ui }}>
				<ul onKeyDown={walkRows}>
					{PLACES.map((lon) => (
						<Row key={lon} lon={lon} />
					))}
				</ul>
			</Provide>,
		),
	);
	const stops = [...host.querySelectorAll<HTMLElement>('[data-stop]')];
	const press = (key: string) =>
		act(() => {
			document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
		});
	const at = () => stops.indexOf(document.activeElement as HTMLElement);
	return { host, ui, stops, press, at };
}

describe('a list of what is on the map', () => {
	it('is walked by arrows, Home and End, and stops at its ends', () => {
		const { stops, press, at } = show();
		act(() => stops[0]?.focus());
		const walked = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'ArrowUp', 'End'].map((key) => {
			press(key);
			return at();
		});
		expect(walked).toEqual([1, 2, 2, 1, 0, 0, 2]);
	});

	it('lights what has the focus, and nothing when that goes', () => {
		const { ui, stops, press } = show();
		act(() => stops[0]?.focus());
		expect(ui.getState().lit?.points).toEqual([[113.1, 23]]);
		press('ArrowDown');
		expect(ui.getState().lit?.points).toEqual([[113.2, 23]]);
		act(() => stops[1]?.blur());
		expect(ui.getState().lit).toBeNull();
	});

	it('leaves alone what something else lit since', () => {
		const { ui, stops } = show();
		act(() => stops[0]?.focus());
		const basis = { points: [], lines: [], polygons: [] };
		ui.setState({ lit: basis });
		act(() => stops[0]?.blur());
		expect(ui.getState().lit).toBe(basis);
	});

	it('goes on from any button of a row, and leaves the arrows of a field to the field', () => {
		const { host, press, at } = show();
		act(() => host.querySelectorAll<HTMLElement>('button')[3]?.focus());
		press('ArrowDown');
		expect(at()).toBe(2);
		act(() => host.querySelectorAll('input')[1]?.focus());
		press('ArrowDown');
		expect(document.activeElement).toBe(host.querySelectorAll('input')[1]);
	});
});
