// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KEY_GROUPS } from '../../../src/app/shell/key-table.ts';
import { type KeyPress, runShortcut } from '../../../src/app/shell/run-shortcut.ts';
import type { Services } from '../../../src/app/state/services.ts';
import { createUiStore } from '../../../src/app/state/ui-store.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import { createSettingsStore } from '../../../src/client/state/settings-store.ts';

function setUp() {
	const ui = createUiStore();
	const selection = createSelectionStore();
	const settings = createSettingsStore(null);
	const idle = { getState: () => ({ draft: null, picking: null, kind: null }) };
	const history = { undo: vi.fn(() => true), redo: vi.fn(() => true) };
	const services = {
		ui,
		selection,
		settings,
		closures: idle,
		ways: idle,
		measure: idle,
		history,
	} as unknown as Services;
	const press = (key: string, more: Partial<KeyPress> = {}) =>
		runShortcut(
			{ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target: document.body, ...more },
			services,
		);
	return { ui, selection, settings, history, press };
}

beforeEach(() => {
	Element.prototype.scrollIntoView = () => {};
});
afterEach(() => document.body.replaceChildren());

describe('keys (UI design language, section 8)', () => {
	it.each([
		['t', 'tactics'],
		['m', 'measure'],
		['b', 'force'],
		['e', 'roster'],
		['r', 'requests'],
		['n', 'log'],
		['w', 'route'],
		['f', 'what-if'],
		['x', 'closure'],
	] as const)('%s opens %s and closes it again, in either case', (key, tool) => {
		const { ui, press } = setUp();
		expect(press(key)).toBe(true);
		expect(ui.getState().tool).toBe(tool);
		press(key.toUpperCase());
		expect(ui.getState().tool).toBe('none');
	});

	it.each([
		['d', 'dispatch-suggestion'],
		['u', 'escalate'],
		[' ', 'replay-play'],
	])('%j presses its button, and does nothing where there is none or it is disabled', (key, name) => {
		const { press } = setUp();
		expect(press(key)).toBe(false);
		const button = document.createElement('button');
		button.dataset.press = name;
		const onClick = vi.fn();
		button.addEventListener('click', onClick);
		document.body.append(button);
		expect(press(key)).toBe(true);
		expect(onClick).toHaveBeenCalledOnce();
		button.disabled = true;
		expect(press(key)).toBe(false);
	});

	it('single letters are off while typing, in a menu, with a modifier, and when they are turned off', () => {
		const { ui, settings, press } = setUp();
		const input = document.createElement('input');
		const menu = document.createElement('div');
		menu.setAttribute('role', 'menu');
		document.body.append(input, menu);
		expect(press('t', { target: input })).toBe(false);
		expect(press('t', { target: menu })).toBe(false);
		expect(press('t', { ctrlKey: true })).toBe(false);
		settings.setState({ singleKeys: false });
		expect(press('t')).toBe(false);
		expect(ui.getState().tool).toBe('none');
	});

	it('arrows move the map and with Shift turn and tilt it, also when single letters are off', () => {
		const { ui, settings, press } = setUp();
		settings.setState({ singleKeys: false });
		press('ArrowRight');
		expect(ui.getState().request).toEqual({ kind: 'pan', right: 0.2, up: 0 });
		press('ArrowUp', { shiftKey: true });
		expect(ui.getState().request).toEqual({ kind: 'turn', headingDeg: 0, pitchDeg: 8 });
	});

	it('arrows stay with what has the focus: a list, a tool bar, a panel that scrolls', () => {
		const { ui, press } = setUp();
		const button = document.createElement('button');
		document.body.append(button);
		expect(press('ArrowDown', { target: button })).toBe(false);
		expect(ui.getState().request).toBeNull();
	});

	it('Ctrl+Z belongs to the open tool, and without one to the what-if', () => {
		const { ui, history, press } = setUp();
		press('z', { ctrlKey: true });
		expect(history.undo).toHaveBeenCalledOnce();
		const undoing = { undo: vi.fn(() => true), redo: vi.fn(() => true) };
		ui.setState({ undoing });
		press('Z', { ctrlKey: true, shiftKey: true });
		expect(undoing.redo).toHaveBeenCalledOnce();
		expect(history.redo).not.toHaveBeenCalled();
	});

	it('Y replays the shown incident and comes back; with none shown it does nothing', () => {
		const { ui, selection, press } = setUp();
		expect(press('y')).toBe(false);
		selection.setState({ incidentId: 'a' });
		expect(press('y')).toBe(true);
		expect(ui.getState().replay).toBe('a');
		press('y');
		expect(ui.getState().replay).toBeNull();
	});

	it('Esc puts the form of a call away also when the focus is elsewhere, with what was in the hand for it', () => {
		const { ui, press } = setUp();
		ui.setState({ tool: 'measure', draft: { lon: null, lat: null, datum: 'wgs84', address: '', origin: 'search' } });
		press('Escape');
		expect(ui.getState().draft).toBeNull();
		expect(press('Escape')).toBe(false);
	});

	it('Esc leaves the tool first, then the wall', () => {
		const { ui, press } = setUp();
		ui.setState({ tool: 'measure', screen: 'wall' });
		press('Escape');
		expect(ui.getState()).toMatchObject({ tool: 'none', screen: 'wall' });
		press('Escape');
		expect(ui.getState().screen).toBe('desk');
	});

	it('no key stands twice in the table', () => {
		const keys = KEY_GROUPS.flatMap((rows) => rows.flatMap(([words]) => words.split(' ')));
		expect(new Set(keys).size).toBe(keys.length);
	});
});
