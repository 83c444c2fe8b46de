import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { editGeometry } from '../../../domain/tactics/edit-geometry.ts';
import { findSymbol } from '../../../domain/tactics/symbols.ts';
import { lookDown } from '../../../scene/engine/look-down.ts';
import type { MarkDraft, MarkHandled, PictureCursor } from '../../../scene/layers/marks-picture.ts';
import type { MarkMapProps } from '../../../scene/react/use-mark-layers.ts';
import { useServices, useTacticsState, useUi } from '../../state/services.ts';
import { useSettings } from '../../state/use-base.ts';
import { useSketch, useSketchState } from '../../state/use-sketch.ts';
import { useSnapper } from '../../state/use-snapper.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { buildMarks, sizeTruck } from './build-marks.ts';
import { findHeading, readSnap } from './make-mark.ts';
import { finishShape, placePoint, readSurroundings } from './tactics-desk.ts';
import { useStoreyM } from './use-storey-m.ts';

const NO_CURSORS: readonly PictureCursor[] = [];

/** The sketch of the shown incident on the map, and what is done with it there; null = none is open. */
export function useMarkMap(incident: Incident | undefined): MarkMapProps | null {
	const { t } = useTranslation();
	const language = useLanguage();
	const services = useServices();
	const sketch = useSketch();
	const set = useSettings((state) => state.symbols);
	const marks = useSketchState((state) => state.marks);
	const others = useSketchState((state) => state.others);
	const readOnly = useSketchState((state) => state.readOnly);
	const { selectedId, pointedId, hidden, placing, points, unfinished } = useTacticsState((state) => state);
	const isOpen = useUi((state) => state.tool === 'tactics');
	const viewHeadingDeg = useUi((state) => (placing ? (state.view?.view.headingDeg ?? 0) : 0));
	const phase = incident?.phase ?? 'first-attack';
	const storeyM = useStoreyM(incident);
	const snapper = useSnapper(isOpen);
	const isCurrent = sketch !== null && sketch.incidentId === incident?.id;

	const pictures = useMemo(
		() =>
			marks && isCurrent
				? buildMarks(marks, {
						...{ set, hidden, phase, storeyM, language },
						sayFloor: (floor) => (floor < 0 ? t('marks.belowFloor', { floor: -floor }) : t('marks.floorOf', { floor })),
					})
				: [],
		[marks, isCurrent, set, hidden, phase, storeyM, language, t],
	);
	const inHand = placing ?? unfinished;
	const draft = useMemo<MarkDraft | null>(() => {
		const symbol = inHand && findSymbol(inHand.symbol);
		if (!symbol || !incident) return null;
		const around = readSurroundings(services);
		return {
			symbol,
			drawing: symbol.drawings[set],
			points,
			headingDeg: around && findHeading(symbol.code, [incident.lon, incident.lat], { ...around, viewHeadingDeg }),
			truck: sizeTruck(inHand.truck),
			isOpen: isOpen && placing !== null && readOnly === null,
		};
	}, [inHand, placing, points, set, incident, isOpen, readOnly, services, viewHeadingDeg]);
	const cursors = useMemo(
		() =>
			others?.flatMap(({ id, name, cursor }): PictureCursor[] => (cursor ? [{ id, name, ...cursor }] : [])) ??
			NO_CURSORS,
		[others],
	);
	const ask = snapper?.snap ?? null;
	const handle = useMemo(() => {
		const { ui } = services;
		return async (handled: MarkHandled) => {
			if (!sketch) return;
			const { id } = handled;
			const mark = sketch.marks.getState().marks.get(id);
			if (!mark) return;
			if (handled.kind === 'turn') {
				sketch.change(id, { headingDeg: Math.round(handled.headingDeg) % 360 });
				return;
			}
			const { edit, isFree } = handled;
			const metresPerPixel = ui.getState().view?.metresPerPixel ?? 0.5;
			const isVehicle = mark.truck !== null;
			const canSnap = ask !== null && !isFree && edit.kind !== 'remove' && !isVehicle && mark.floor === null;
			const hit = canSnap ? await ask(lookDown(edit.at, 0, metresPerPixel)).catch(() => null) : null;
			const snappedTo = hit && readSnap(hit);
			const at = hit && snappedTo ? ([hit.lon, hit.lat] as const) : null;
			const caught = at && edit.kind !== 'remove' ? { ...edit, at } : edit;
			sketch.change(id, { geometry: editGeometry(mark.geometry, caught), snappedTo });
		};
	}, [services, sketch, ask]);

	return useMemo(() => {
		if (!isCurrent) return null;
		return {
			...{ marks: pictures, selectedId, pointedId, draft, cursors, ask },
			canEdit: isOpen && readOnly === null,
			onPoint: (hit) => placePoint(services, hit),
			onFinish: () => finishShape(services),
			onHandle: (handled) => void handle(handled),
		};
	}, [isCurrent, pictures, selectedId, pointedId, draft, cursors, ask, isOpen, readOnly, services, handle]);
}
