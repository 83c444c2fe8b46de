import { type Mark, PHASES, type Phase } from '../../../domain/tactics/mark.ts';
import { findPlainSymbol, findSymbol, type SymbolSet } from '../../../domain/tactics/symbols.ts';
import { findVehicleModel } from '../../../domain/vehicle-catalogue.ts';
import type { TruckSize } from '../../../scene/engine/mark-lines.ts';
import type { MapLabelText } from '../../../scene/layers/alarm-picture.ts';
import type { PictureMark } from '../../../scene/layers/marks-picture.ts';

/** How marks are shown. */
export interface MarkView {
	readonly set: SymbolSet;
	readonly hidden: readonly Phase[];
	/** The phase at hand: marks of earlier ones stand back. */
	readonly phase: Phase;
	/** Height of a storey of the target, metres. */
	readonly storeyM: number;
	/** e.g. "8 层". */
	readonly sayFloor: (floor: number) => string;
	/** Of what the words of `sayFloor` depend on. */
	readonly language: string;
}

/** Of a target whose storeys are unknown: assumption, not sourced. */
export const USUAL_STOREY_M = 3.3;
/** Somebody on a floor stands so high above it. */
const ON_FLOOR_M = 1.2;
const EARLIER_ALPHA = 0.5;
const LATER_ALPHA = 0.75;

/** The size a vehicle is drawn in; null = none is, or its model is not in the catalogue. */
export function sizeTruck(truck: Mark['truck']): TruckSize | null {
	const model = truck && findVehicleModel(truck.model);
	if (!model) return null;
	const { lengthM, widthM, jackSpreadM } = model.profile;
	return { lengthM, widthM, jackSpreadM: truck.jackSpreadM ?? model.envelope?.jackSpreadM ?? jackSpreadM };
}

/** How high above the ground a floor is worked on; below ground nothing is seen, so it lies on the ground. */
export function findLevelM(floor: number | null, storeyM: number): number {
	return floor === null || floor < 2 ? 0 : (floor - 1) * storeyM + ON_FLOOR_M;
}

function findAlpha(phase: Phase, current: Phase): number {
	const apart = PHASES.indexOf(phase) - PHASES.indexOf(current);
	return apart === 0 ? 1 : apart < 0 ? EARLIER_ALPHA : LATER_ALPHA;
}

function labelMark({ label, floor }: Mark, sayFloor: MarkView['sayFloor']): MapLabelText | null {
	const said = floor === null ? [] : [{ text: sayFloor(floor), tone: 'quiet' as const }];
	if (label === '') return said.length > 0 ? said : null;
	return [{ text: label, strong: true }, ...said];
}

/** Pictures by mark: a mark is the same object until it changes, and so is its picture until it is shown otherwise. */
const pictures = new WeakMap<Mark, { readonly key: string; readonly picture: PictureMark }>();

function pictureMark(id: string, mark: Mark, view: MarkView, viewKey: string): PictureMark {
	const known = pictures.get(mark);
	const key = `${id} ${viewKey}`;
	if (known?.key === key) return known.picture;
	const { geometry, headingDeg, floor, truck, phase } = mark;
	const symbol = findSymbol(mark.symbol) ?? findPlainSymbol(geometry.type);
	const picture: PictureMark = {
		...{ id, geometry, symbol, headingDeg },
		drawing: symbol.drawings[view.set],
		levelM: findLevelM(floor, view.storeyM),
		truck: sizeTruck(truck),
		label: labelMark(mark, view.sayFloor),
		alpha: findAlpha(phase, view.phase),
	};
	pictures.set(mark, { key, picture });
	return picture;
}

/** What the map draws of the sketch: the marks of the phases that are shown. The picture of a mark stays the same object while nothing of it changes. */
export function buildMarks(marks: ReadonlyMap<string, Mark>, view: MarkView): PictureMark[] {
	const viewKey = `${view.set} ${view.phase} ${view.storeyM} ${view.language}`;
	return [...marks]
		.filter(([, { phase }]) => !view.hidden.includes(phase))
		.map(([id, mark]) => pictureMark(id, mark, view, viewKey));
}
