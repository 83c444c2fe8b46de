import { createLocalPlane } from '../../../domain/geo/local-plane.ts';
import type { Position } from '../../../domain/geo/lon-lat.ts';
import type { AskSnap, SnapHit } from '../../../domain/snap.ts';
import { catchMark } from '../../../domain/tactics/catch-mark.ts';
import { editGeometry, findMarkAnchor, shiftGeometry } from '../../../domain/tactics/edit-geometry.ts';
import type { Mark } from '../../../domain/tactics/mark.ts';
import { findPlainSymbol, findSymbol } from '../../../domain/tactics/symbols.ts';
import type { MarkHandled, MarkPress } from '../../../scene/layers/marks-picture.ts';
import type { Services } from '../../state/services.ts';
import { dropSymbol, finishSymbol, type PlacingMark, stepPoints } from '../../state/tactics-store.ts';
import { findShownAssessment } from '../../state/use-shown-assessment.ts';
import { USUAL_STOREY_M } from './build-marks.ts';
import { canFinishMark, type MarkSurroundings, makeMark } from './make-mark.ts';
import { findCaught, settleMark, settleVertex } from './settle-mark.ts';

/** The part of the page's services that drawing needs. */
export type TacticsServices = Pick<Services, 'sketch' | 'tactics' | 'live' | 'selection' | 'ui' | 'whatIf'>;

/** A copy lies so far to the right and below, CSS pixels. */
const COPY_PX = 24;

/** What is around a new mark of the shown incident; null = no sketch is open. */
export function readSurroundings({ sketch, tactics, live, ui, whatIf }: TacticsServices): MarkSurroundings | null {
	const open = sketch.getState().sketch;
	const incident = live.getState().incidents.find(({ id }) => id === open?.incidentId);
	if (!incident) return null;
	const { assessment } = findShownAssessment(incident, whatIf.getState());
	return {
		phase: tactics.getState().phase ?? incident.phase,
		target: { lon: incident.lon, lat: incident.lat },
		walls: assessment?.target?.sides.map(({ line }) => line) ?? [],
		storeyM: assessment?.aerial?.storeyM ?? assessment?.heights?.storeyM ?? USUAL_STOREY_M,
		viewHeadingDeg: ui.getState().view?.view.headingDeg ?? 0,
	};
}

/** A place on the map, and what it is caught by. */
type Place = Pick<SnapHit, 'lon' | 'lat' | 'snap' | 'heightM'>;

/**
 * Takes a place for a symbol: a point or a vehicle is there at once, a line or an area has one point more. Gives back what moves it to
 * where it turns out to be caught; null = nothing was put.
 */
function placePoint(services: TacticsServices, placing: PlacingMark, hit: Place): ((caught: Place) => void) | null {
	const { tactics, sketch: store } = services;
	const { sketch } = store.getState();
	const around = readSurroundings(services);
	const kind = findSymbol(placing.symbol)?.kind;
	if (!sketch || !around || !kind) return null;
	const at: Position = [hit.lon, hit.lat];
	const inHand = tactics.getState().placing ?? tactics.getState().unfinished;
	const isInHand = inHand?.symbol === placing.symbol;
	if (kind === 'line' || kind === 'area') {
		if (!isInHand) return null;
		tactics.setState((state) => stepPoints(state, { type: 'add', at }));
		return ({ lon, lat }) => settleVertex(tactics, sketch, at, [lon, lat]);
	}
	const mark = makeMark(placing, [at], hit, around);
	const id = mark && sketch.add(mark);
	if (!mark || id === null) return null;
	// A vehicle is put once: it is turned next. Symbols stay in hand for more of them.
	if (isInHand) finishSymbol(tactics, placing.symbol, kind === 'point');
	if (isInHand && kind === 'vehicle') tactics.setState({ selectedId: id });
	return (caught) => {
		const settled = makeMark(placing, [[caught.lon, caught.lat]], caught, around);
		if (settled) settleMark(sketch, id, mark, settled);
	};
}

/**
 * Draws where the map was clicked: at once, and moved to what catches it when that is known. A press at the sky is drawn when something
 * catches it. Nothing that was drawn waits for an answer, whatever is done meanwhile.
 */
export async function placePress(
	services: TacticsServices,
	ask: AskSnap | null,
	{ hit, ray }: MarkPress,
	take: (caught: SnapHit) => Place | null = (caught) => caught,
): Promise<void> {
	const { placing } = services.tactics.getState();
	if (!placing) return;
	const settle = hit ? placePoint(services, placing, hit) : (caught: Place) => placePoint(services, placing, caught);
	if (!settle || !ask || !ray) return;
	const caught = await findCaught(services.tactics, ask, ray);
	const place = caught && take(caught);
	if (place) settle(place);
}

/** Takes the shape that a hand gave a mark on the map. */
export async function shapeMark(
	{ tactics, sketch: store }: TacticsServices,
	ask: AskSnap | null,
	{ id, edit, snappedTo, ray }: Extract<MarkHandled, { kind: 'shape' }>,
): Promise<void> {
	const { sketch } = store.getState();
	const mark = sketch?.marks.getState().marks.get(id);
	if (!sketch || !mark) return;
	const put = { geometry: editGeometry(mark.geometry, edit), snappedTo };
	sketch.change(id, put);
	if (!ask || !ray) return;
	const hit = await findCaught(tactics, ask, ray);
	const kind = (findSymbol(mark.symbol) ?? findPlainSymbol(mark.geometry.type)).kind;
	const caught = hit && catchMark(hit, kind);
	if (!caught) return;
	const geometry = editGeometry(mark.geometry, { ...edit, at: caught.at });
	settleMark(sketch, id, put, { geometry, snappedTo: caught.snappedTo });
}

/** Takes a vertex out of a line or an area, unless it has too few then. */
export function removeVertex({ sketch: store }: Pick<TacticsServices, 'sketch'>, id: string, index: number): void {
	const { sketch } = store.getState();
	const mark = sketch?.marks.getState().marks.get(id);
	if (sketch && mark) sketch.change(id, { geometry: editGeometry(mark.geometry, { kind: 'remove', index }) });
}

/** Ends the line or area in hand; false = too few points. The symbol stays in hand for the next. */
export function finishShape(services: TacticsServices, keeps = true): boolean {
	const { tactics, sketch: store } = services;
	const { placing, points } = tactics.getState();
	const { sketch } = store.getState();
	const around = readSurroundings(services);
	if (!placing || !sketch || !around || !canFinishMark(placing.symbol, points.length)) return false;
	const mark = makeMark(placing, points, null, around);
	if (!mark || sketch.add(mark) === null) return false;
	finishSymbol(tactics, placing.symbol, keeps);
	return true;
}

/** Lets go of what is in hand without losing it: a shape that has points enough becomes a mark, one that has not is kept unfinished. */
export function leaveSymbol(services: TacticsServices): void {
	if (!finishShape(services, false)) dropSymbol(services.tactics);
}

/** Selects a mark; the reach of an aerial is then painted alone. null = none. */
export function selectMark({ tactics }: Pick<TacticsServices, 'tactics'>, id: string | null): void {
	tactics.setState({ selectedId: id, placing: null });
}

/** Takes a mark away; the next in the list is not selected in its place. */
export function removeMark({ tactics, sketch }: TacticsServices, id: string): void {
	sketch.getState().sketch?.remove(id);
	tactics.setState({ selectedId: null });
}

/** Draws the same again beside it, and selects that. */
export function duplicateMark(services: TacticsServices, mark: Mark): void {
	const { sketch } = services.sketch.getState();
	const view = services.ui.getState().view;
	if (!sketch) return;
	const { byName: _, snappedTo: __, ...rest } = mark;
	const awayM = COPY_PX * (view?.metresPerPixel ?? 0.5);
	const [eastM, northM] = turnBy(awayM, -awayM, view?.view.headingDeg ?? 0);
	const id = sketch.add({ ...rest, geometry: shiftGeometry(mark.geometry, eastM, northM) });
	if (id !== null) services.tactics.setState({ selectedId: id });
}

/** Right and up on the map as metres east and north. */
function turnBy(rightM: number, upM: number, headingDeg: number): readonly [eastM: number, northM: number] {
	const angle = (headingDeg * Math.PI) / 180;
	return [rightM * Math.cos(angle) + upM * Math.sin(angle), upM * Math.cos(angle) - rightM * Math.sin(angle)];
}

/** Moves a mark by pixels of the map, right and up. Within a second it is one step to undo. */
export function nudgeMark({ sketch: store, ui }: TacticsServices, id: string, rightPx: number, upPx: number): void {
	const { sketch } = store.getState();
	const mark = sketch?.marks.getState().marks.get(id);
	const { view } = ui.getState();
	if (!sketch || !mark || !view) return;
	const scale = view.metresPerPixel;
	const [eastM, northM] = turnBy(rightPx * scale, upPx * scale, view.view.headingDeg);
	sketch.change(id, { geometry: shiftGeometry(mark.geometry, eastM, northM), snappedTo: null });
}

/** Flies to a mark, near enough to see it whole. */
export function showMark({ ui }: Pick<TacticsServices, 'ui'>, { geometry }: Mark): void {
	const [lon, lat] = findMarkAnchor(geometry);
	const plane = createLocalPlane({ lon, lat });
	const points =
		geometry.type === 'Point'
			? []
			: geometry.type === 'LineString'
				? geometry.coordinates
				: geometry.coordinates.flat();
	const sizeM = Math.max(0, ...points.map((at) => Math.hypot(...plane.toXY(at))));
	ui.setState({ request: { kind: 'fly', lon, lat, rangeM: Math.max(180, sizeM * 3.2) } });
}
