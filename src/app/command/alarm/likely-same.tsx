import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { putIncident } from '../../../client/state/live-store.ts';
import { findDuplicates } from '../../../domain/find-duplicates.ts';
import type { Incident } from '../../../domain/incident.ts';
import { sayError } from '../../i18n/say-code.ts';
import { EMPTY_INTAKE, type Intake } from '../../state/intake.ts';
import { readServerClock } from '../../state/server-clock.ts';
import { useLive, useServices } from '../../state/services.ts';
import { findOpenIncidents } from '../../state/use-incident.ts';
import { useRefusal } from '../../state/use-may.ts';
import { formatAge, formatDistance, joinQuantity } from '../../ui/format.ts';
import { Notice } from '../../ui/states.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { useNow } from '../../ui/use-now.ts';
import { nameIncidentPlace } from '../incident-place.ts';
import { useKindName } from '../use-kind-name.ts';
import { type IntakeTable, readIntake } from './read-intake.ts';

const SHOWN = 2;

interface LikelySameProps {
	readonly intake: Intake;
	readonly rows: IntakeTable;
	/** The call has become a part of another incident. */
	readonly onAdded: () => void;
}

/** Open incidents near the place of the form, told while it is filled in: look at one, or add the call to it. */
export function LikelySame({ intake, rows, onAdded }: LikelySameProps) {
	const { t, i18n } = useTranslation();
	const { api, live, selection, ui } = useServices();
	const language = useLanguage();
	const incidents = useLive((state) => state.incidents);
	const offsetMs = useLive((state) => state.serverOffsetMs) ?? 0;
	const nowMs = useNow(10_000) + offsetMs;
	const sayKind = useKindName();
	const mayNotMerge = useRefusal('incident.merge');
	const mayNotRaise = useRefusal('incident.raise');
	const refusal = mayNotRaise ?? mayNotMerge;
	const [failure, setFailure] = useState<unknown>(null);
	const [isBusy, setBusy] = useState(false);
	if (!intake.place) return null;
	const { lon, lat } = intake.place;
	const open = findOpenIncidents(incidents);
	const near = findDuplicates({ id: '', lon, lat, createdAtMs: nowMs }, open).slice(0, SHOWN);

	/** The call is kept as an incident of its own and made a part of the other: who called and when is not lost. */
	async function addTo(other: Incident): Promise<void> {
		const read = readIntake(intake, rows, readServerClock(live.getState(), Date.now()));
		if (!read.ok) return;
		setBusy(true);
		setFailure(null);
		try {
			const call = await api.raiseIncident(read.incident);
			putIncident(live, await api.mergeIncident(call.id, other.id, t('alarm.sameCall')));
			const words = intake.words.trim();
			// The words stand in the call's own record too: a note that cannot be kept loses nothing.
			if (words !== '') {
				const text = t('alarm.sameCallSays', { words });
				await api.addNote({ incidentId: other.id, kind: 'report', text }).catch(() => undefined);
			}
			selection.setState({ incidentId: other.id, selected: null });
			ui.setState({ intake: EMPTY_INTAKE });
			onAdded();
		} catch (error) {
			setFailure(error);
			setBusy(false);
		}
	}

	return (
		<>
			{near.map(({ id, distanceM }) => {
				const other = open.find((incident) => incident.id === id);
				if (!other) return null;
				return (
					<div key={id} className="intake__same" role="status">
						<Copy size={16} strokeWidth={1.75} aria-hidden />
						<div className="grow">
							<p className="ellipsis">
								<b>{t('alarm.likelySame')}</b> ·{' '}
								{t('alarm.away', { distance: joinQuantity(formatDistance(distanceM)) })} ·{' '}
								{formatAge(other.createdAtMs, nowMs, language)}
							</p>
							<p className="ellipsis">
								{sayKind(other)} · {nameIncidentPlace(other)}
							</p>
						</div>
						<button
							type="button"
							className="btn btn--row"
							onClick={() => selection.setState({ incidentId: id, selected: null })}
						>
							{t('alarm.show')}
						</button>
						<button
							type="button"
							className="btn btn--row"
							disabled={isBusy || refusal !== null}
							title={refusal ?? t('alarm.addHint')}
							onClick={() => void addTo(other)}
						>
							{t('alarm.addTo')}
						</button>
					</div>
				);
			})}
			{failure !== null && <Notice {...sayError(i18n, failure)} />}
		</>
	);
}
