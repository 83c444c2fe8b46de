import { useTranslation } from 'react-i18next';
import type { MeasurePart, MeasureResult } from '../../../domain/measure.ts';
import { formatError, formatMeasured, joinMeasured } from './format-measure.ts';

/** The numbers beside the value, and the legs of a path. */
export function ReadingParts({ result }: { readonly result: MeasureResult }) {
	const { t } = useTranslation();
	const { parts, legsM } = result;
	if (parts.length === 0) return null;
	return (
		<dl className="measure-parts">
			{parts.map((part) => (
				<Part key={part.name} part={part} />
			))}
			{legsM.length > 1 && (
				<div>
					<dt>{t('measure.legs')}</dt>
					<dd>{legsM.map((legM) => joinMeasured(formatMeasured(legM, 'm'))).join(' + ')}</dd>
				</div>
			)}
		</dl>
	);
}

function Part({ part: { name, value, error, unit } }: { readonly part: MeasurePart }) {
	const { t } = useTranslation();
	const sayPart = () => {
		if (value === null) return t('measure.unknown');
		return name === 'facing-length' && value === 0 ? t('measure.notFacing') : joinMeasured(formatMeasured(value, unit));
	};
	return (
		<div>
			<dt>{t(`measure.part.${name}`)}</dt>
			<dd>
				{sayPart()}
				{value !== null && error !== null && (
					<small className="dim"> {t('measure.about', { error: formatError(error, unit, value) })}</small>
				)}
			</dd>
		</div>
	);
}
