import type { i18n } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeasureResult } from '../../../domain/measure.ts';
import type { Measurement } from '../../../domain/records/measurement.ts';
import type { SnapHit } from '../../../domain/snap.ts';
import type { MapLabelText } from '../../../scene/layers/alarm-picture.ts';
import type { MeasureTaking, PictureMeasure } from '../../../scene/layers/measure-picture.ts';
import type { MeasureMapProps } from '../../../scene/react/use-measure-layer.ts';
import { addMeasurePoint, finishMeasure } from '../../state/measure-store.ts';
import { useLive, useMeasure, useSelection, useServices, useUi } from '../../state/services.ts';
import { formatError, formatMeasured, joinMeasured, unitOf } from './format-measure.ts';

/** Order of survival on the map: the one in hand before all but the target, kept ones after the incident's own. */
const RANKS = { live: 5, kept: 55 } as const;
const KEPT_ID = 'kept-';

/** What the map draws of measures: those kept with the shown incident, and the one in hand. */
export function useMeasureView(): MeasureMapProps {
	const { i18n } = useTranslation();
	const { measure, ui } = useServices();
	const incidentId = useSelection((state) => state.incidentId);
	const all = useLive((state) => state.measurements);
	const isOpen = useUi((state) => state.tool === 'measure');
	const result = useMeasure((state) => state.result);
	const pointed = useMeasure((state) => state.pointed);
	const mode = useMeasure((state) => state.mode);
	const points = useMeasure((state) => state.points);
	const isDone = useMeasure((state) => state.isDone);
	const crosshair = useMeasure((state) => state.crosshair);
	const ask = useMeasure((state) => state.ask);
	const kept = useMemo(
		() => all.filter((one) => one.incidentId === incidentId).map((one) => drawKept(one, i18n)),
		[all, incidentId, i18n],
	);
	const live = useMemo(() => (isOpen && result ? drawResult(result, i18n) : null), [isOpen, result, i18n]);
	const shown = isOpen ? pointed : null;
	const measures = useMemo(() => [...kept, ...(shown ? [shown] : []), ...(live ? [live] : [])], [kept, shown, live]);
	const taking = useMemo<MeasureTaking | null>(
		() => (isOpen ? { kind: mode === 'building' ? 'facade-area' : mode, ask, points, isDone, crosshair } : null),
		[isOpen, mode, ask, points, isDone, crosshair],
	);
	return useMemo<MeasureMapProps>(() => {
		const settle = (hit: SnapHit) => (ui.getState().dimension === '2d' ? layFlat(hit) : hit);
		return {
			measures,
			taking,
			onPoint: (hit) => addMeasurePoint(measure, settle(hit)),
			onFinish: () => finishMeasure(measure),
			onHover: (hit, by) => {
				const hover = hit && settle(hit);
				// A hand that moves over the map has taken over from the keyboard.
				if (by === 'crosshair' || !hit) measure.setState({ hover, isMissed: false });
				else measure.setState({ hover, isMissed: false, crosshair: null });
			},
		};
	}, [measures, taking, measure, ui]);
}

/** Seen from straight above one measures in plan: a roof's corner stands for its foot. */
function layFlat(hit: SnapHit): SnapHit {
	return { ...hit, heightM: 0, isHeightKnown: true };
}

function drawResult({ kind, points, value, error }: MeasureResult, i18n: i18n): PictureMeasure {
	return {
		id: 'live',
		kind,
		points,
		rank: RANKS.live,
		label: value === null ? null : sayValue(kind, value, error, i18n),
	};
}

function drawKept({ id, kind, points, value, error, name }: Measurement, i18n: i18n): PictureMeasure {
	const said = value === null ? null : sayValue(kind, value, error, i18n);
	const label = said && name ? [{ text: `${name} `, tone: 'quiet' as const }, ...said] : said;
	return { id: `${KEPT_ID}${id}`, kind, points, rank: RANKS.kept, label };
}

function sayValue(kind: Measurement['kind'], value: number, error: number | null, { t }: i18n): MapLabelText {
	const unit = unitOf(kind);
	const text = { text: joinMeasured(formatMeasured(value, unit, kind)), strong: true };
	if (error === null) return [text];
	return [text, { text: ` ${t('measure.about', { error: formatError(error, unit, value) })}`, tone: 'quiet' }];
}
