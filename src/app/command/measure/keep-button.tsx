import { BookmarkPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeasureResult } from '../../../domain/measure.ts';
import { sayError } from '../../i18n/say-code.ts';
import { clearMeasure, isReadingSettled } from '../../state/measure-store.ts';
import { useMeasure, usePackVersion, useServices } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { useRefusal } from '../../state/use-may.ts';

/** Keeps the reading with the open incident; where none is open it says that nothing is kept. */
export function KeepButton({ result }: { readonly result: MeasureResult | null }) {
	const { t, i18n } = useTranslation();
	const { api, measure } = useServices();
	const incident = useCurrentIncident();
	const packVersion = usePackVersion();
	const refusal = useRefusal('drawing.edit');
	const isSettled = useMeasure(isReadingSettled);
	const hasPoints = useMeasure((state) => state.points.length > 0);
	const [isKept, setKept] = useState(false);
	const [error, setError] = useState<unknown>(null);
	const [isBusy, setBusy] = useState(false);
	if (!incident) {
		return <p className="dim measure-actions__note">{t('measure.noIncident')}</p>;
	}
	const canKeep = isSettled && result !== null && result.value !== null && !isBusy;
	const keep = async () => {
		if (!result || packVersion === null) return;
		const { kind, points, value, error: wide, problem, surface, datum } = result;
		setBusy(true);
		setError(null);
		setKept(false);
		try {
			await api.addMeasurement({
				incidentId: incident.id,
				...{ kind, value, error: wide, problem, surface, datum, packVersion },
				points: [...points],
			});
			setKept(true);
			// It is on the map and in the list now: the tool is free for the next one.
			clearMeasure(measure);
		} catch (failure) {
			setError(failure);
		} finally {
			setBusy(false);
		}
	};
	return (
		<>
			<button
				type="button"
				className="btn btn--primary"
				disabled={refusal !== null || !canKeep}
				title={refusal ?? undefined}
				onClick={keep}
			>
				<BookmarkPlus size={16} strokeWidth={1.75} aria-hidden />
				{t('measure.keep')}
			</button>
			{isKept && !hasPoints && (
				<p className="dim measure-actions__note" role="status">
					{t('measure.kept')}
				</p>
			)}
			{error !== null && (
				<p className="measure-actions__note" role="alert">
					{t('measure.keepFailed')} · {sayError(i18n, error).title}
				</p>
			)}
		</>
	);
}
