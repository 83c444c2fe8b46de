import type { i18n } from 'i18next';
import type { MeasureResult } from '../../../domain/measure.ts';
import { formatError, formatMeasured, joinMeasured, unitOf } from './format-measure.ts';

/** A reading as one run of text for a message or a report: kind, number, error, what it was taken on, its points. */
export function sayReading({ t }: i18n, { kind, value, error, surface, datum, points }: MeasureResult): string {
	const unit = unitOf(kind);
	const number = value === null ? t('measure.unknown') : joinMeasured(formatMeasured(value, unit, kind));
	const about =
		value === null || error === null ? '' : ` ${t('measure.about', { error: formatError(error, unit, value) })}`;
	const places = points.map(({ lon, lat, heightM }) => `${lon.toFixed(7)}, ${lat.toFixed(7)}, ${heightM.toFixed(2)} m`);
	return [
		`${t(`measure.kind.${kind}`)} ${number}${about}`,
		`${t(`measure.surface.${surface}`)} · ${t(`measure.datum.${datum}`)}`,
		...places,
	].join('\n');
}
