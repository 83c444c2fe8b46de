import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { findSymbol } from '../../../domain/tactics/symbols.ts';
import type { MarkDraft, PictureCursor } from '../../../scene/layers/marks-picture.ts';
import type { MarkMapProps } from '../../../scene/react/use-mark-layers.ts';
import { useServices, useTacticsState, useUi } from '../../state/services.ts';
import { useSettings } from '../../state/use-base.ts';
import { useSketch, useSketchState } from '../../state/use-sketch.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { buildMarks, sizeTruck } from './build-marks.ts';
import { findHeading } from './make-mark.ts';
import { finishShape, placePress, readSurroundings, removeVertex, shapeMark } from './tactics-desk.ts';
import { useStoreyM } from './use-storey-m.ts';
import { useTacticsAsk } from './use-tactics-ask.ts';

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
	const { selectedId, pointedId, pointedVertex, hidden, placing, points, unfinished } = useTacticsState(
		(state) => state,
	);
	const isOpen = useUi((state) => state.tool === 'tactics');
	const viewHeadingDeg = useUi((state) => (placing ? (state.view?.view.headingDeg ?? 0) : 0));
	const phase = incident?.phase ?? 'first-attack';
	const storeyM = useStoreyM(incident);
	const ask = useTacticsAsk(isOpen);
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
	return useMemo(() => {
		if (!isCurrent) return null;
		return {
			...{ marks: pictures, selectedId, pointedId, pointedVertex, draft, cursors, ask },
			canEdit: isOpen && readOnly === null,
			onPress: (press) => void placePress(services, ask, press),
			onFinish: () => finishShape(services),
			onHandle(handled) {
				if (handled.kind === 'shape') void shapeMark(services, ask, handled);
				else if (handled.kind === 'remove-vertex') removeVertex(services, handled.id, handled.index);
				else sketch?.change(handled.id, { headingDeg: Math.round(handled.headingDeg) % 360 });
			},
		};
	}, [
		isCurrent,
		pictures,
		selectedId,
		pointedId,
		pointedVertex,
		draft,
		cursors,
		ask,
		isOpen,
		readOnly,
		services,
		sketch,
	]);
}
