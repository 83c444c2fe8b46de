import { BellRing, Lock, ShieldCheck, Siren } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { ArchiveButton } from '../../replay/archive-button.tsx';
import { ReplayButton } from '../../replay/replay-button.tsx';
import { useLive, useSelection, useServices } from '../../state/services.ts';
import { EMPTY_DRAFT } from '../../state/ui-store.ts';
import { findOpenIncidents, findWaitingIncidents } from '../../state/use-incident.ts';
import { useRefusal } from '../../state/use-may.ts';
import { Card } from '../../ui/card.tsx';
import { formatTime } from '../../ui/format.ts';
import { EmptyState, Skeleton } from '../../ui/states.tsx';
import { Elapsed } from '../elapsed.tsx';
import { nameIncidentPlace } from '../incident-place.ts';
import { ReopenButton } from '../life/reopen-button.tsx';
import { walkRows } from '../walk-rows.ts';

/** The list of incidents: open ones first, closed ones behind a disclosure. Choosing one shows it. */
export function IncidentsCard() {
	const { t } = useTranslation();
	const incidents = useLive((state) => state.incidents);
	const loaded = useLive((state) => state.loaded);
	const mayNotRead = useRefusal('incident.read');
	const open = findOpenIncidents(incidents);
	const closed = incidents.filter(({ closedAtMs }) => closedAtMs !== null);
	const waiting = findWaitingIncidents(incidents).length;
	const answer =
		waiting > 0
			? t('incident.openUnacknowledged', { count: open.length, waiting })
			: t('incident.open', { count: open.length });
	return (
		<Card name="incidents" icon={Siren} title={t('incident.region')} answer={loaded && open.length > 0 && answer}>
			{!loaded && <Skeleton label={t('incident.loading')} />}
			{loaded &&
				open.length === 0 &&
				(mayNotRead === null ? <NoIncidents /> : <EmptyState icon={Lock} title={mayNotRead} />)}
			{open.length > 0 && <IncidentRows incidents={open} />}
			{closed.length > 0 && (
				<details>
					<summary>{t('incident.showClosed', { count: closed.length })}</summary>
					<IncidentRows incidents={closed} />
					<ArchiveButton />
				</details>
			)}
		</Card>
	);
}

function NoIncidents() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const refusal = useRefusal('incident.raise');
	return (
		<EmptyState icon={ShieldCheck} title={t('incident.none')} hint={t('incident.noneHint')}>
			<button
				type="button"
				className="btn btn--primary"
				disabled={refusal !== null}
				title={refusal ?? undefined}
				onClick={() => ui.setState({ tool: 'alarm' })}
			>
				{t('alarm.pickOnMap')}
			</button>
			<button
				type="button"
				className="btn"
				disabled={refusal !== null}
				title={refusal ?? undefined}
				onClick={() => ui.setState({ draft: EMPTY_DRAFT })}
			>
				{t('alarm.byAddress')} · {t('alarm.byCoordinates')}
			</button>
		</EmptyState>
	);
}

function IncidentRows({ incidents }: { incidents: readonly Incident[] }) {
	const { t } = useTranslation();
	const { selection } = useServices();
	const shown = useSelection((state) => state.incidentId);
	return (
		<ul className="rows" onKeyDown={walkRows}>
			{incidents.map((incident) => (
				<li key={incident.id} className="incident-row">
					<button
						type="button"
						className="row"
						data-stop
						aria-current={incident.id === shown}
						title={t('incident.show')}
						onClick={() => selection.setState({ incidentId: incident.id })}
					>
						{incident.acknowledgedAtMs === null && incident.closedAtMs === null && (
							<BellRing size={16} strokeWidth={1.75} role="img" aria-label={t('alarm.unacknowledged')} />
						)}
						<span className="grow ellipsis">
							<b>{t(`codes.incidentType.${incident.type}`)}</b> {nameIncidentPlace(incident)}
						</span>
						<span className="row__end">
							{formatTime(incident.createdAtMs)}
							<Elapsed sinceMs={incident.createdAtMs} untilMs={incident.closedAtMs} />
						</span>
					</button>
					<ReplayButton incidentId={incident.id} place={nameIncidentPlace(incident)} />
					{incident.closedAtMs !== null && <ReopenButton incident={incident} />}
				</li>
			))}
		</ul>
	);
}
