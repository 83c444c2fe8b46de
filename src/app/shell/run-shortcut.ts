import { putIncident } from '../../client/state/live-store.ts';
import type { Action } from '../../domain/access/actions.ts';
import { stepDraft } from '../state/closure-draft.ts';
import type { Services } from '../state/services.ts';
import { EMPTY_DRAFT } from '../state/ui-store.ts';
import { findOpenIncidents, findWaitingIncidents } from '../state/use-incident.ts';
import { isAllowed } from '../state/use-may.ts';

/** The part of a key press that decides what it does. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'target'>;

/**
 * Does what a key stands for; false = nothing, the browser goes on. Single characters do nothing while typing, with a modifier, in a
 * dialog, or when the person has turned them off.
 */
export function runShortcut(press: KeyPress, services: Services): boolean {
	const { ui } = services;
	const target = press.target instanceof Element ? press.target : null;
	if (press.key === 'F2') return acknowledgeOrRaise(services);
	if (target?.closest('dialog')) return false;
	if (press.key === 'Escape') return leave(services);
	const typing = target?.closest('input, textarea, select, [contenteditable]') != null;
	if (!typing && (runDrawingKey(press, services) || runUndoKey(press, services))) return true;
	if (typing || press.ctrlKey || press.metaKey || press.altKey) return false;
	if (press.key === 'Home') {
		ui.setState({ request: { kind: 'home' } });
		return true;
	}
	return ui.getState().singleKeys && runSingleKey(press.key, services);
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

/** Ctrl+Z and Ctrl+Shift+Z of the what-if. */
function runUndoKey({ key, ctrlKey, metaKey, shiftKey }: KeyPress, { history }: Services): boolean {
	if (!(ctrlKey || metaKey) || key.toLowerCase() !== 'z') return false;
	return shiftKey ? history.redo() : history.undo();
}

function runSingleKey(key: string, services: Services): boolean {
	const { ui } = services;
	const { legendOpen, dimension, tool } = ui.getState();
	switch (key.toLowerCase()) {
		case '/':
			return focus('#search');
		case '1':
		case '2':
		case '3':
		case '4':
		case '5':
		case '6':
			ui.setState(({ cardSizes }) => ({ cardSizes: { ...cardSizes, [key]: 'open' } }));
			return focus(`[data-card="${key}"]`);
		case 'g':
			return focus('[data-card="force"]');
		case 'l':
			ui.setState({ legendOpen: !legendOpen });
			return true;
		case 'v':
			ui.setState({ request: { kind: 'view', dimension: dimension === '2d' ? '3d' : '2d' } });
			return true;
		case 'r':
			ui.setState({ tool: tool === 'route' ? 'none' : 'route', layersOpen: false });
			return true;
		case 't':
			ui.setState({ tool: tool === 'what-if' ? 'none' : 'what-if', layersOpen: false });
			return true;
		case 'x':
			ui.setState({ tool: tool === 'closure' ? 'none' : 'closure', layersOpen: false });
			return true;
		case '+':
		case '=':
			ui.setState({ request: { kind: 'zoom', steps: 1 } });
			return true;
		case '-':
			ui.setState({ request: { kind: 'zoom', steps: -1 } });
			return true;
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

function focus(selector: string): boolean {
	const element = document.querySelector<HTMLElement>(selector);
	element?.focus();
	element?.scrollIntoView({ block: 'nearest' });
	return element !== null;
}

function acknowledgeOrRaise({ api, live, selection, session, ui }: Services): boolean {
	const may = (action: Action) => isAllowed(session.getState().session, action);
	const waiting = findWaitingIncidents(live.getState().incidents).at(-1);
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

function leave({ ui, selection, ways, closures }: Services): boolean {
	const { tool, layersOpen, placing } = ui.getState();
	const { selected } = selection.getState();
	const isAskedWay = tool === 'route' && (selected?.kind === 'way' || selected?.kind === 'sign');
	if (closures.getState().draft) closures.setState({ draft: null, preview: null, error: null });
	else if (placing) ui.setState({ placing: null });
	else if (ways.getState().picking) ways.setState({ picking: null });
	else if (isAskedWay) selection.setState({ selected: null });
	else if (tool !== 'none') ui.setState({ tool: 'none' });
	else if (layersOpen) ui.setState({ layersOpen: false });
	else if (selected) selection.setState({ selected: null });
	else return false;
	return true;
}

function stepIncident({ live, selection }: Services, by: number): boolean {
	const open = findOpenIncidents(live.getState().incidents);
	if (open.length === 0) return false;
	const at = open.findIndex(({ id }) => id === selection.getState().incidentId);
	selection.setState({ incidentId: open[(at + by + open.length) % open.length]?.id ?? null });
	return true;
}
