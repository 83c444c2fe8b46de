import { putIncident } from '../../client/state/live-store.ts';
import type { Action } from '../../domain/access/actions.ts';
import { stepDraft } from '../state/closure-draft.ts';
import { printPage } from '../state/print-page.ts';
import { runMeasureKey } from '../state/run-measure-key.ts';
import type { Services } from '../state/services.ts';
import { EMPTY_DRAFT, type Tool } from '../state/ui-store.ts';
import { findOpenIncidents, findShownAlarm, findWaitingIncidents } from '../state/use-incident.ts';
import { isAllowed } from '../state/use-may.ts';
import { showScreen } from '../wall/show-screen.ts';
import { ARROWS, FOCUS_KEYS, PRESS_KEYS, TOOL_KEYS } from './key-table.ts';

/** The part of a key press that decides what it does. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'target'>;

/**
 * Does what a key stands for; false = nothing, the browser goes on. Single characters do nothing while typing, with a modifier, in a
 * dialog, or when the person has turned them off.
 */
export function runShortcut(press: KeyPress, services: Services): boolean {
	const { ui, settings } = services;
	const target = press.target instanceof Element ? press.target : null;
	if (press.key === 'F2') return acknowledgeOrRaise(services);
	if (target?.closest('dialog, [role="menu"]')) return false;
	if (press.key === 'Escape') return leave(services);
	if ((press.ctrlKey || press.metaKey) && !press.shiftKey && !press.altKey && press.key.toLowerCase() === 'p') {
		void printPage(services);
		return true;
	}
	const typing = target?.closest('input, textarea, select, [contenteditable]') != null;
	if (!typing && (runDrawingKey(press, services) || runUndoKey(press, services))) return true;
	if (!typing && runMeasureKey(press, target, services)) return true;
	if (typing || press.ctrlKey || press.metaKey || press.altKey) return false;
	if (press.key === 'Home') {
		ui.setState({ request: { kind: 'home' } });
		return true;
	}
	if (press.key in ARROWS) return isOverMap(target) && moveMap(press, services);
	// Space presses the button that has the focus.
	if (press.key === ' ' && target?.closest('button, a, summary, [role]')) return false;
	return settings.getState().singleKeys && runSingleKey(press.key, services);
}

/** Keys of a shape that is being drawn: Enter ends it, Backspace and Ctrl+Z take a point back, Ctrl+Shift+Z does it again. */
function runDrawingKey({ key, ctrlKey, metaKey, shiftKey, target }: KeyPress, { closures }: Services): boolean {
	const { draft } = closures.getState();
	if (!draft) return false;
	const isButton = target instanceof Element && target.closest('button, a, summary') !== null;
	const withControl = ctrlKey || metaKey;
	if (key === 'Enter' && !isButton && !draft.isDone) closures.setState({ draft: stepDraft(draft, { type: 'finish' }) });
	else if (key === 'Backspace' && !draft.isDone) closures.setState({ draft: stepDraft(draft, { type: 'undo' }) });
	else if (withControl && key.toLowerCase() === 'z') {
		closures.setState({ draft: stepDraft(draft, { type: shiftKey ? 'redo' : 'undo' }) });
	} else return false;
	return true;
}

/** Ctrl+Z and Ctrl+Shift+Z of the open tool, else of the what-if. */
function runUndoKey({ key, ctrlKey, metaKey, shiftKey }: KeyPress, { history, ui }: Services): boolean {
	if (!(ctrlKey || metaKey) || key.toLowerCase() !== 'z') return false;
	const undoing = ui.getState().undoing ?? history;
	return shiftKey ? undoing.redo() : undoing.undo();
}

function runSingleKey(key: string, services: Services): boolean {
	const { ui } = services;
	const { legendOpen, dimension } = ui.getState();
	const letter = key.toLowerCase();
	if (isKeyOf(TOOL_KEYS, letter)) return toggleTool(services, TOOL_KEYS[letter]);
	if (isKeyOf(PRESS_KEYS, letter)) return pressButton(PRESS_KEYS[letter]);
	if (isKeyOf(FOCUS_KEYS, letter)) return focus(FOCUS_KEYS[letter]);
	switch (letter) {
		case '1':
		case '2':
		case '3':
		case '4':
		case '5':
		case '6':
			ui.setState(({ cardSizes, drawer }) => ({
				cardSizes: { ...cardSizes, [key]: 'open' },
				drawer: drawer === 'closed' ? 'half' : drawer,
			}));
			return focus(`[data-card="${key}"]`);
		case 'l':
			ui.setState({ legendOpen: !legendOpen });
			return true;
		case 'v':
			ui.setState({ request: { kind: 'view', dimension: dimension === '2d' ? '3d' : '2d' } });
			return true;
		case '+':
		case '=':
			ui.setState({ request: { kind: 'zoom', steps: 1 } });
			return true;
		case '-':
			ui.setState({ request: { kind: 'zoom', steps: -1 } });
			return true;
		case 'y':
			return toggleReplay(services);
		case '[':
			return stepIncident(services, -1);
		case ']':
			return stepIncident(services, 1);
		case '?':
			ui.setState({ helpOpen: true });
			return true;
		default:
			return false;
	}
}

function isKeyOf<T extends object>(table: T, key: string): key is string & keyof T {
	return Object.hasOwn(table, key);
}

/** The log opens at its note field, also when it was open. */
function toggleTool({ ui }: Services, tool: Tool): boolean {
	const isOpen = ui.getState().tool === tool;
	if (isOpen && tool === 'log' && focus('[data-field="note"]')) return true;
	ui.setState({ tool: isOpen ? 'none' : tool, layersOpen: false });
	return true;
}

function pressButton(name: string): boolean {
	const button = document.querySelector<HTMLElement>(`[data-press="${name}"]:not([disabled])`);
	button?.click();
	return button !== null;
}

/** A fifth of the map a press; with Shift a turn of 15 degrees or a tilt of 8. */
function moveMap({ key, shiftKey }: KeyPress, { ui }: Services): boolean {
	const [right, up] = ARROWS[key] ?? [0, 0];
	ui.setState({
		request: shiftKey
			? { kind: 'turn', headingDeg: right * 15, pitchDeg: up * 8 }
			: { kind: 'pan', right: right / 5, up: up / 5 },
	});
	return true;
}

/** Nothing has the focus that has a use of its own for arrows: the page, or the map itself. */
function isOverMap(target: Element | null): boolean {
	return target === null || target.matches('body, #map, canvas, .city-map, .cesium-widget');
}

function focus(selector: string): boolean {
	const element = document.querySelector<HTMLElement>(selector);
	element?.focus();
	element?.scrollIntoView({ block: 'nearest' });
	return element !== null;
}

function acknowledgeOrRaise({ api, live, selection, session, ui }: Services): boolean {
	const may = (action: Action) => isAllowed(session.getState().session, action);
	const waiting = findShownAlarm(findWaitingIncidents(live.getState().incidents), ui.getState().alarmShown);
	if (!waiting) {
		if (may('incident.raise') && ui.getState().draft === null) ui.setState({ draft: EMPTY_DRAFT });
		return true;
	}
	selection.setState({ incidentId: waiting.id });
	if (!may('incident.edit')) return true;
	// A failure shows by itself: the bar stays and goes on ringing.
	api.acknowledgeIncident(waiting.id).then(
		(incident) => putIncident(live, incident),
		() => undefined,
	);
	return true;
}

function leave({ ui, selection, settings, ways, closures }: Services): boolean {
	const { tool, layersOpen, placing, draft, screen, tourStep } = ui.getState();
	const { selected } = selection.getState();
	const isAskedWay = tool === 'route' && (selected?.kind === 'way' || selected?.kind === 'sign');
	if (tourStep !== null) {
		ui.setState({ tourStep: null });
		settings.setState({ tourSeen: true });
	} else if (closures.getState().draft) closures.setState({ draft: null, preview: null, error: null });
	else if (placing) ui.setState({ placing: null });
	else if (ways.getState().picking) ways.setState({ picking: null });
	else if (isAskedWay) selection.setState({ selected: null });
	else if (draft) ui.setState({ draft: null, tool: 'none' });
	else if (tool !== 'none') ui.setState({ tool: 'none' });
	else if (layersOpen) ui.setState({ layersOpen: false });
	else if (selected) selection.setState({ selected: null });
	else if (screen === 'wall') showScreen(ui, 'desk');
	else return false;
	return true;
}

function toggleReplay({ ui, selection }: Services): boolean {
	const { incidentId } = selection.getState();
	ui.setState(({ replay }) => ({ replay: replay === null ? incidentId : null }));
	return incidentId !== null;
}

function stepIncident({ live, selection }: Services, by: number): boolean {
	const open = findOpenIncidents(live.getState().incidents);
	if (open.length === 0) return false;
	const at = open.findIndex(({ id }) => id === selection.getState().incidentId);
	selection.setState({ incidentId: open[(at + by + open.length) % open.length]?.id ?? null });
	return true;
}
