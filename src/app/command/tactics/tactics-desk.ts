import { createLocalPlane } from '../../../domain/geo/local-plane.ts';
import type { Position } from '../../../domain/geo/lon-lat.ts';
import type { SnapHit } from '../../../domain/snap.ts';
import { findMarkAnchor, shiftGeometry } from '../../../domain/tactics/edit-geometry.ts';
import type { Mark } from '../../../domain/tactics/mark.ts';
import { findSymbol } from '../../../domain/tactics/symbols.ts';
import type { Services } from '../../state/services.ts';
import { dropSymbol, finishSymbol, stepPoints } from '../../state/tactics-store.ts';
import { findShownAssessment } from '../../state/use-shown-assessment.ts';
import { USUAL_STOREY_M } from './build-marks.ts';
import { canFinishMark, type MarkSurroundings, makeMark } from './make-mark.ts';

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

/** Takes a place on the map for the symbol in hand: a point or a vehicle is there at once, a line or an area has one point more. */
export function placePoint(services: TacticsServices, hit: Pick<SnapHit, 'lon' | 'lat' | 'snap' | 'heightM'>): void {
	const { tactics, sketch: store } = services;
	const { placing } = tactics.getState();
	const { sketch } = store.getState();
	const around = readSurroundings(services);
	const kind = placing && findSymbol(placing.symbol)?.kind;
	if (!placing || !sketch || !around || !kind) return;
	const at: Position = [hit.lon, hit.lat];
	if (kind === 'line' || kind === 'area') {
		tactics.setState((state) => stepPoints(state, { type: 'add', at }));
		return;
	}
	const mark = makeMark(placing, [at], hit, around);
	const id = mark && sketch.add(mark);
	if (id === null) return;
	// A vehicle is put once: it is turned next. Symbols stay in hand for more of them.
	finishSymbol(tactics, placing.symbol, kind === 'point');
	if (kind === 'vehicle') tactics.setState({ selectedId: id });
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
